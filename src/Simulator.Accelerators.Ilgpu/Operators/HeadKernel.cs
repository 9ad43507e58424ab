using ILGPU;
using ILGPU.Runtime;
using Simulator.Accelerators.Ilgpu.Devices;
using Simulator.Accelerators.Ilgpu.Elements;
using Simulator.Accelerators.Ilgpu.Streaming;
using Simulator.Hardware.Formats;
using Simulator.Workloads.Operators;

namespace Simulator.Accelerators.Ilgpu.Operators;

/// <summary>Rope and sampling.</summary>
internal sealed class HeadKernel : IOperatorKernel
{
    /// <inheritdoc/>
    public bool Handles(Operator op) => op is RopeOperator or SampleOperator;

    /// <inheritdoc/>
    public string? WhyNot(Operator op, DeviceTraits traits) => op switch
    {
        RopeOperator o when o.Precision.Input != o.Precision.Output => "rope rotates in place and keeps its format",
        RopeOperator { Heads: > 65535 } => "more than 65535 heads",
        StreamingOperator o => StreamFormats.WhyNot(o, traits),
        _ => null,
    };

    /// <inheritdoc/>
    public (string Implementation, Action Launch) Prepare(Workbench bench)
    {
        var op = (StreamingOperator)bench.Operator;
        return op is RopeOperator rope
            ? ("a group per token and head, queries and keys in a launch each", ElementTypes.Visit(op.Precision.Input, new Rope(bench, rope)))
            : ("a group per row: maximum, stretches, scan, search", ElementTypes.Visit(op.Precision.Input, new Sample(bench, (SampleOperator)op)));
    }

    private sealed class Rope(Workbench bench, RopeOperator op) : IElementVisitor<Action>
    {
        public Action Visit<T, TElement>()
            where T : unmanaged
            where TElement : struct, IElement<T>
        {
            DeviceTensor q = bench.InPlace("q"), k = bench.InPlace("k"), angles = bench.Input("angles");
            Action<ArrayView<T>, ArrayView<T>, int, int, int> kernel = RopeKernel.Run<T, TElement>;
            var launch = bench.Accelerator.LoadStreamKernel(kernel);
            // A thread per pair, in whole warps.
            var threads = Math.Clamp((op.HeadDim / 2 + 31) / 32 * 32, 32, bench.Threads);
            KernelConfig Grid(int heads) => new(new Index3D(op.Tokens, heads, 1), new Index3D(threads, 1, 1));
            return () =>
            {
                launch(Grid(op.Heads), q.View<T>(), angles.View<T>(), op.HeadDim, q.Stride, angles.Stride);
                launch(Grid(op.KvHeads), k.View<T>(), angles.View<T>(), op.HeadDim, k.Stride, angles.Stride);
            };
        }
    }

    private sealed class Sample(Workbench bench, SampleOperator op) : IElementVisitor<Action>
    {
        public Action Visit<T, TElement>()
            where T : unmanaged
            where TElement : struct, IElement<T>
        {
            DeviceTensor logits = bench.Input("logits"), u = bench.Input("u");
            DeviceTensor token = bench.Output("token", NumberFormats.Fp32, op.Tokens), sum = bench.Output("log_sum", NumberFormats.Fp32, op.Tokens);
            Action<ArrayView<T>, ArrayView<float>, ArrayView<float>, ArrayView<float>, int, int> kernel = SampleKernel.Run<T, TElement>;
            var launch = bench.Accelerator.LoadStreamKernel(kernel);
            return () => launch(
                bench.Rows(op.Tokens), logits.View<T>(), u.View<float>(), token.View<float>(), sum.View<float>(), op.Vocab, logits.Stride);
        }
    }
}
