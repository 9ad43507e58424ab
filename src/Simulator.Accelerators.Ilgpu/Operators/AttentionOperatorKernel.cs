using ILGPU;
using ILGPU.Runtime;
using Simulator.Accelerators.Ilgpu.Attention;
using Simulator.Accelerators.Ilgpu.Devices;
using Simulator.Accelerators.Ilgpu.Elements;
using Simulator.Hardware.Formats;
using Simulator.Workloads.Operators;

namespace Simulator.Accelerators.Ilgpu.Operators;

/// <summary>Prefill, decode, encoder and cross attention.</summary>
internal sealed class AttentionOperatorKernel : IOperatorKernel
{
    private const int Warp = 32;

    /// <inheritdoc/>
    public bool Handles(Operator op) =>
        op is AttentionPrefillOperator or AttentionDecodeOperator or AttentionEncoderOperator or AttentionCrossOperator;

    /// <inheritdoc/>
    public string? WhyNot(Operator op, DeviceTraits traits)
    {
        var problem = AttentionProblem.Of(op);
        if (problem.Width > AttentionKernel.MaximumWidth)
            return $"heads of at most {AttentionKernel.MaximumWidth} elements fit 48 KB of shared memory, not {problem.Width}";
        if (traits.LaneCount != Warp || traits.GroupThreads < AttentionKernel.Threads)
            return $"attention needs warps of {Warp} threads and groups of {AttentionKernel.Threads}";
        if (problem.Problems > 65535)
            return "more than 65535 heads in all";
        if (problem.Precision.Compute.ElementBits < 16)
            return $"its products are in fp32 on queries of 16 bits or more, not {problem.Precision.Compute}";
        if (!traits.HasHalf && (problem.Precision.Compute == NumberFormats.Fp16 || problem.Precision.Kv == NumberFormats.Fp16))
            return "the device's compiler has no 16-bit floating-point type";
        return ElementTypes.WhyNot(problem.Precision.Compute, problem.Precision.Kv);
    }

    /// <inheritdoc/>
    public (string Implementation, Action Launch) Prepare(Workbench bench)
    {
        var problem = AttentionProblem.Of(bench.Operator);
        DeviceTensor q = bench.Input("q"), k = bench.Input("k"), v = bench.Input("v");
        var o = bench.Output("o", q.Format, q.Dimensions);
        var tiles = (problem.Rows + AttentionKernel.RowTile - 1) / AttentionKernel.RowTile;
        var splits = problem.Splits(tiles * problem.Problems, bench.Accelerator.NumMultiprocessors);
        var lines = problem.Rows * problem.Problems;
        var partial = bench.Scratch(NumberFormats.Fp32, splits > 1 ? lines * splits : 1, 4 * CombineKernel.PartialQuads);
        var shape = new AttentionShape
        {
            Rows = problem.Rows,
            Tokens = problem.Tokens,
            Sharing = problem.Sharing,
            Width = problem.Width,
            QueryStride = q.Stride,
            CacheStride = k.Stride,
            FirstPosition = problem.FirstPosition,
            RowStep = problem.RowStep,
            Window = problem.Window,
            Splits = splits,
            ScoreScale = Scale(bench, "k") / MathF.Sqrt(problem.Width),
            ValueScale = Scale(bench, "v"),
        };
        var grid = new KernelConfig(new Index3D(tiles, problem.Problems, splits), new Index3D(AttentionKernel.Threads, 1, 1));
        var launch = ElementTypes.Visit(q.Format, k.Format, new Launcher(bench, grid, new KernelConfig(lines, Warp), shape, q, k, v, o, partial));
        return ($"fp32 FMA, online softmax, 32 rows x 32 tokens, {splits} split{(splits == 1 ? "" : "s and a combining kernel")}", launch);
    }

    // A cache of 8 bits has one scale for the whole tensor.
    private static float Scale(Workbench bench, string name) => bench.Inputs[name].Scales is [var scale, ..] ? scale : 1;

    private sealed class Launcher(
        Workbench bench,
        KernelConfig grid,
        KernelConfig combineGrid,
        AttentionShape shape,
        DeviceTensor q,
        DeviceTensor k,
        DeviceTensor v,
        DeviceTensor o,
        DeviceTensor partial) : IElementPairVisitor<Action>
    {
        public Action Visit<TIn, TInElement, TOut, TOutElement>()
            where TIn : unmanaged
            where TInElement : struct, IElement<TIn>
            where TOut : unmanaged
            where TOutElement : struct, IElement<TOut>
        {
            Action<ArrayView<TIn>, ArrayView<TOut>, ArrayView<TOut>, ArrayView<TIn>, ArrayView<float>, AttentionShape> attention =
                AttentionKernel.Run<TIn, TInElement, TOut, TOutElement>;
            var launch = bench.Accelerator.LoadStreamKernel(attention);
            if (shape.Splits == 1)
                return () => launch(grid, q.View<TIn>(), k.View<TOut>(), v.View<TOut>(), o.View<TIn>(), partial.View<float>(), shape);
            Action<ArrayView<float>, ArrayView<TIn>, AttentionShape> combine = CombineKernel.Run<TIn, TInElement>;
            var launchCombine = bench.Accelerator.LoadStreamKernel(combine);
            return () =>
            {
                launch(grid, q.View<TIn>(), k.View<TOut>(), v.View<TOut>(), o.View<TIn>(), partial.View<float>(), shape);
                launchCombine(combineGrid, partial.View<float>(), o.View<TIn>(), shape);
            };
        }
    }
}
