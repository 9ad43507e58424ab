using ILGPU;
using ILGPU.Runtime;
using Simulator.Accelerators.Ilgpu.Devices;
using Simulator.Accelerators.Ilgpu.Elements;
using Simulator.Accelerators.Ilgpu.Recurrent;
using Simulator.Hardware.Formats;
using Simulator.Workloads.Operators;

namespace Simulator.Accelerators.Ilgpu.Operators;

/// <summary>Mamba-2's convolution and scan.</summary>
internal sealed class Mamba2Kernel : IOperatorKernel
{
    private const int Warp = 32;

    /// <inheritdoc/>
    public bool Handles(Operator op) => op is Mamba2Operator;

    /// <inheritdoc/>
    public string? WhyNot(Operator op, DeviceTraits traits)
    {
        var o = (Mamba2Operator)op;
        if (o.Format.ElementBits < 16 || !ElementTypes.Has(o.Format))
            return $"activations are fp32, tf32, fp16 or bf16, not {o.Format}";
        if (o.Format == NumberFormats.Fp16 && !traits.HasHalf)
            return "the device's compiler has no 16-bit floating-point type";
        if (traits.GroupThreads < traits.StreamThreads)
            return $"a group has {traits.GroupThreads} threads here; the kernel needs {traits.StreamThreads}";
        if (o.Batch > 65535 || o.Heads > 65535 || (o.Stage == RecurrentStage.ConvPrefill && o.Seq > 65535))
            return "more than 65535 sequences, heads or tokens a sequence";
        if (o.Stage is RecurrentStage.ConvPrefill or RecurrentStage.ConvDecode)
            return null;
        if (traits.LaneCount != Warp)
            return $"the scan needs warps of {Warp} threads";
        if (o.DState > ScanKernel.MaximumState)
            return $"states of at most {ScanKernel.MaximumState} columns, not {o.DState}";
        return o.StateFormat == NumberFormats.Fp32 ? null : $"the state is kept in fp32, not {o.StateFormat}";
    }

    /// <inheritdoc/>
    public (string Implementation, Action Launch) Prepare(Workbench bench)
    {
        var op = (Mamba2Operator)bench.Operator;
        return op.Stage is RecurrentStage.ConvPrefill or RecurrentStage.ConvDecode
            ? ("a thread per channel and token", ElementTypes.Visit(op.Format, new Convolution(bench, op)))
            : ("token by token, a warp per row of the state", ElementTypes.Visit(op.Format, new Scan(bench, op)));
    }

    private sealed class Convolution(Workbench bench, Mamba2Operator op) : IElementVisitor<Action>
    {
        public Action Visit<T, TElement>()
            where T : unmanaged
            where TElement : struct, IElement<T>
        {
            DeviceTensor x = bench.Input("x"), weight = bench.Input("weight");
            var y = bench.Output("y", op.Format, x.Dimensions);
            int channels = op.ConvChannels, blocks = (channels + bench.Threads - 1) / bench.Threads;
            if (op.Stage == RecurrentStage.ConvPrefill)
            {
                Action<ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int, int, int> prefill = ConvolutionKernel.Prefill<T, TElement>;
                var launchPrefill = bench.Accelerator.LoadStreamKernel(prefill);
                return () => launchPrefill(
                    bench.Plane(blocks, op.Seq, op.Batch), x.View<T>(), weight.View<T>(), y.View<T>(), channels, op.DConv, x.Stride, weight.Stride);
            }

            var window = bench.InPlace("window");
            Action<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int, int, int> decode = ConvolutionKernel.Decode<T, TElement>;
            var launch = bench.Accelerator.LoadStreamKernel(decode);
            return () => launch(
                bench.Plane(blocks, op.Batch),
                x.View<T>(),
                window.View<T>(),
                weight.View<T>(),
                y.View<T>(),
                channels,
                op.DConv,
                x.Stride,
                weight.Stride);
        }
    }

    private sealed class Scan(Workbench bench, Mamba2Operator op) : IElementVisitor<Action>
    {
        public Action Visit<T, TElement>()
            where T : unmanaged
            where TElement : struct, IElement<T>
        {
            var continues = op.Stage == RecurrentStage.ScanDecode;
            DeviceTensor x = bench.Input("x"), dt = bench.Input("dt"), decay = bench.Input("decay");
            DeviceTensor b = bench.Input("b"), c = bench.Input("c"), skip = bench.Input("skip");
            var y = bench.Output("y", op.Format, x.Dimensions);
            var state = continues ? bench.InPlace("state") : bench.Output("state", NumberFormats.Fp32, op.Batch, op.Heads, op.HeadDim, op.DState);
            var shape = new ScanShape
            {
                Seq = continues ? 1 : op.Seq,
                Heads = op.Heads,
                HeadDim = op.HeadDim,
                DState = op.DState,
                Groups = op.Groups,
                XStride = x.Stride,
                DtStride = dt.Stride,
                BStride = b.Stride,
                StateStride = state.Stride,
                Continues = continues ? 1 : 0,
            };
            Action<ArrayView<T>, ArrayView<float>, ArrayView<float>, ArrayView<T>, ArrayView<T>, ArrayView<float>, ArrayView<T>, ArrayView<float>, ScanShape>
                kernel = ScanKernel.Run<T, TElement>;
            var launch = bench.Accelerator.LoadStreamKernel(kernel);
            var grid = new KernelConfig(
                new Index3D((op.HeadDim + ScanKernel.Rows - 1) / ScanKernel.Rows, op.Heads, op.Batch), new Index3D(Warp * ScanKernel.Rows, 1, 1));
            return () => launch(
                grid,
                x.View<T>(),
                dt.View<float>(),
                decay.View<float>(),
                b.View<T>(),
                c.View<T>(),
                skip.View<float>(),
                y.View<T>(),
                state.View<float>(),
                shape);
        }
    }
}
