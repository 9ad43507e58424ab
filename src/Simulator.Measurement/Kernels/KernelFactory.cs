using Simulator.Measurement.Devices;
using Simulator.Measurement.Kernels.Attention;
using Simulator.Measurement.Kernels.Gemm;
using Simulator.Measurement.Kernels.Moe;
using Simulator.Measurement.Kernels.Recurrent;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Kernels.Streaming;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Kernels;

/// <summary>Chooses the kernel of an operator, in one vector width.</summary>
internal static class KernelFactory<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Makes a kernel.</summary>
    internal static ProcessorKernel Create(KernelContext context) => context.Inputs.Operator switch
    {
        GemmOperator { M: <= FewRowsGemmKernel<TLanes, TVector>.MostRows } o => new FewRowsGemmKernel<TLanes, TVector>(context, o),
        GemmOperator o => new GemmKernel<TLanes, TVector>(context, o),
        AttentionPrefillOperator o => new PromptAttentionKernel<TLanes, TVector>(context, PromptShape.Of(o), o.Precision),
        AttentionEncoderOperator o => new PromptAttentionKernel<TLanes, TVector>(context, PromptShape.Of(o), o.Precision),
        AttentionCrossOperator o => new PromptAttentionKernel<TLanes, TVector>(context, PromptShape.Of(o), o.Precision),
        AttentionDecodeOperator o => new DecodeAttentionKernel<TLanes, TVector>(context, o),
        Mamba2Operator { Stage: RecurrentStage.ConvPrefill } o => new ConvolutionKernel<TLanes, TVector>(context, o),
        Mamba2Operator { Stage: RecurrentStage.ConvDecode } o => new ConvolutionStepKernel<TLanes, TVector>(context, o),
        Mamba2Operator { Stage: RecurrentStage.ScanPrefill } o => new ScanKernel<TLanes, TVector>(context, o),
        Mamba2Operator o => new ScanStepKernel<TLanes, TVector>(context, o),
        MoeOperator o => new MoeKernel<TLanes, TVector>(context, o),
        NormOperator o => new NormKernel<TLanes, TVector>(context, o),
        ActivationOperator o => new ActivationKernel<TLanes, TVector>(context, o),
        RopeOperator o => new RopeKernel<TLanes, TVector>(context, o),
        QuantiseOperator o => new QuantiseKernel<TLanes, TVector>(context, o),
        EmbeddingOperator o => new EmbeddingKernel<TLanes, TVector>(context, o),
        SampleOperator o => new SampleKernel<TLanes, TVector>(context, o),
        ElementwiseOperator o => new SumKernel<TLanes, TVector>(context, o),
        CopyOperator o => new CopyKernel<TLanes, TVector>(context, o),
        TriadOperator o => new TriadKernel<TLanes, TVector>(context, o),
        ReductionOperator o => new ReductionKernel<TLanes, TVector>(context, o),
        var o => throw new DeviceException($"the processor has no kernel for {o.Op}"),
    };
}
