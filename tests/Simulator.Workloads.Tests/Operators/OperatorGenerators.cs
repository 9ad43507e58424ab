using FsCheck;
using FsCheck.Fluent;
using Simulator.Hardware.Formats;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Tests.Operators;

/// <summary>Random operators by name, optional members included.</summary>
internal static class OperatorGenerators
{
    internal static Gen<Operator> Of(string name) => Gen.Choose(0, int.MaxValue - 1).Select(seed => Create(name, new Random(seed)));

    private static Operator Create(string name, Random r)
    {
        int Size() => r.Next(1, 1 << r.Next(1, 18));
        int Narrow() => r.Next(1, 1 << r.Next(1, 14));
        int Optional() => r.Next(2) == 0 ? 0 : Size();
        bool Flag() => r.Next(2) == 0;
        NumberFormat Format() => NumberFormats.All[r.Next(NumberFormats.All.Length)];
        GemmPrecision Gemm() => GemmPrecisions.All[r.Next(GemmPrecisions.All.Length)];
        StreamPrecision Stream() => new(Format(), Format());
        AttentionPrecision Attention() => new(Format(), Format());
        MlaDimensions Latent() => Flag() ? MlaDimensions.DeepSeek : new MlaDimensions(Size(), Size(), Size(), Size());
        Mamba2Operator Mamba(RecurrentStage stage) =>
            new(stage, Format(), Size(), Size(), Size(), Narrow(), Size(), Narrow(), Narrow(), Narrow(), Size(), Format());
        DeltaNetOperator Delta(RecurrentStage stage) =>
            new(stage, Format(), Size(), Size(), Narrow(), Narrow(), Narrow(), Narrow(), Size(), Size(), Format());
        CollectiveOperator Collective(CollectiveKind kind) => new(kind, Format(), Size(), r.NextInt64(1L << 50), r.Next(1, 9));
        var both = Format();
        return name switch
        {
            "gemm" => new GemmOperator(Gemm(), Size(), Size(), Size(), Flag()) { Batch = r.Next(1, 3) },
            "moe" => new MoeOperator(Gemm(), Size(), Size(), Size(), Size(), Size(), Size(), Size(), r.Next(2, 4), Flag() ? 0 : r.NextDouble()),
            "attention-prefill" => new AttentionPrefillOperator(Attention(), Size(), Size(), Size(), Size(), Size(), Optional(), Optional()),
            "attention-decode" => new AttentionDecodeOperator(Attention(), Size(), Size(), Size(), Size(), Size(), Optional()),
            "attention-backward" => new AttentionBackwardOperator(Attention(), Size(), Size(), Size(), Size(), Size(), Size(), Optional(), Optional()),
            "rms-norm-backward" => new NormBackwardOperator(Stream(), Size(), Size(), Flag()),
            "layer-norm-backward" => new NormBackwardOperator(Stream(), Size(), Size(), Flag(), Layer: true),
            "activation-backward" => new ActivationBackwardOperator(Stream(), Size(), Size(), Flag()),
            "cross-entropy" => new CrossEntropyOperator(Stream(), Size(), Size(), r.Next(1, 5), r.Next(0, 5)),
            "cast" => new CastOperator(Stream(), r.NextInt64(1, 1L << 50), Size(), r.Next(1, 3), r.Next(1, 3)),
            "optimizer" => new OptimizerOperator(Stream(), r.NextInt64(1, 1L << 50), r.Next(1, 32), r.Next(1, 4)),
            "attention-encoder" => new AttentionEncoderOperator(new AttentionPrecision(both, both), Size(), Size(), Size(), Size()),
            "attention-cross" => new AttentionCrossOperator(Attention(), Size(), Size(), Size(), Size(), Size()),
            "mla-prefill" => new MlaPrefillOperator(Attention(), Size(), Size(), Size(), Latent(), Optional()),
            "mla-decode" => new MlaDecodeOperator(Attention(), Size(), Size(), Size(), Latent()),
            "rms-norm" => new NormOperator(Stream(), Size(), Size(), Flag()),
            "layer-norm" => new NormOperator(Stream(), Size(), Size(), Flag(), Layer: true),
            "activation" => new ActivationOperator(Stream(), Size(), Size(), Flag()),
            "rope" => new RopeOperator(Stream(), Size(), Size(), Size(), Size()),
            "quantise" => new QuantiseOperator(Stream(), Size(), Size()),
            "embedding" => new EmbeddingOperator(Stream(), Size(), Size(), Size()),
            "sample" => new SampleOperator(Stream(), Size(), Size()),
            "elementwise" => new ElementwiseOperator(Stream(), r.NextInt64(1, 1L << 50), Size()),
            "copy" => new CopyOperator(Stream(), r.NextInt64(1, 1L << 50)),
            "triad" => new TriadOperator(Stream(), r.NextInt64(1, 1L << 50)),
            "reduction" => new ReductionOperator(Stream(), r.NextInt64(1, 1L << 50)),
            "mamba2-conv-prefill" => Mamba(RecurrentStage.ConvPrefill),
            "mamba2-conv-decode" => Mamba(RecurrentStage.ConvDecode),
            "mamba2-scan-prefill" => Mamba(RecurrentStage.ScanPrefill),
            "mamba2-scan-decode" => Mamba(RecurrentStage.ScanDecode),
            "delta-conv-prefill" => Delta(RecurrentStage.ConvPrefill),
            "delta-conv-decode" => Delta(RecurrentStage.ConvDecode),
            "delta-scan-prefill" => Delta(RecurrentStage.ScanPrefill),
            "delta-scan-decode" => Delta(RecurrentStage.ScanDecode),
            "all-reduce" => Collective(CollectiveKind.AllReduce),
            "all-reduce-fused" => Collective(CollectiveKind.AllReduceFused),
            "all-gather" => Collective(CollectiveKind.AllGather),
            "reduce-scatter" => Collective(CollectiveKind.ReduceScatter),
            "alltoall" => Collective(CollectiveKind.AllToAll),
            "send-recv" => Collective(CollectiveKind.SendRecv),
            _ => throw new NotSupportedException($"no generator for {name}"),
        };
    }
}
