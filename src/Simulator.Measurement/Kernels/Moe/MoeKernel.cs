using Simulator.Measurement.Devices;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Kernels.Threading;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Kernels.Moe;

/// <summary>
/// Routed experts: choice of experts, sorting of slots, a grouped product up, the activation, a grouped product down, and the weighted sum per token.
/// Activations are not quantised on the way: weights are widened, products are fp32.
/// </summary>
internal sealed unsafe class MoeKernel<TLanes, TVector> : ProcessorKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly MoeOperator op;
    private readonly TokenRouting routing;
    private readonly NativeMatrix x;
    private readonly NativeMatrix logits;
    private readonly NativeMatrix y;
    private readonly GroupedProduct<TLanes, TVector> up;
    private readonly GroupedProduct<TLanes, TVector> down;
    private readonly NativeBuffer gathered;
    private readonly NativeBuffer inner;
    private readonly NativeBuffer results;
    private readonly NativeBuffer[] scratch;
    private readonly int inter;
    private readonly int innerWidth;

    internal MoeKernel(KernelContext context, MoeOperator op)
        : base(context)
    {
        this.op = op;
        var local = Math.Max(1, op.Experts / op.Ep);
        inter = Math.Max(1, op.Inter / op.Tp);
        innerWidth = op.Matrices == 3 ? 2 * inter : inter;
        routing = new TokenRouting(op.Tokens, op.TopK, local);
        x = Input("x");
        logits = Input("logits");
        y = Output("y", new NativeMatrix(op.Precision.Output, op.Tokens, op.Hidden, ScaleLayout.None));
        up = Own(new GroupedProduct<TLanes, TVector>(Pool, Input("up"), innerWidth));
        down = Own(new GroupedProduct<TLanes, TVector>(Pool, Input("down"), op.Hidden));
        var slots = (long)op.Tokens * op.TopK;
        gathered = Own(new NativeBuffer(slots * HiddenStride * sizeof(float)));
        inner = Own(new NativeBuffer(slots * InnerStride * sizeof(float)));
        results = Own(new NativeBuffer(slots * HiddenStride * sizeof(float)));
        scratch = Scratch(HiddenStride);
    }

    /// <inheritdoc/>
    public override string Implementation => $"{32 * TLanes.Count}-bit tiles {TLanes.TileRows}x{TLanes.TileColumns}, 64 features of an expert a part";

    private long HiddenStride => op.Hidden + 16L;

    private long InnerStride => innerWidth + 16L;

    /// <inheritdoc/>
    protected override void Run(CancellationToken cancellation)
    {
        Each(op.Tokens, op.Experts, (token, _) => routing.Choose(token, new ReadOnlySpan<float>(logits.Row(token), op.Experts)), cancellation);
        routing.Sort();
        Each(routing.Slots, op.Hidden, (slot, _) =>
            Rows<TLanes, TVector>.Read(x, routing.TokenOf[slot], 0, op.Hidden, gathered.Floats + (slot * HiddenStride)), cancellation);
        up.Run(gathered.Floats, HiddenStride, inner.Floats, InnerStride, routing.Offsets, cancellation);
        Each(routing.Slots, innerWidth, (slot, _) =>
        {
            var row = inner.Floats + (slot * InnerStride);
            Vectors<TLanes, TVector>.Silu(row, op.Matrices == 3 ? row + inter : null, inter);
        }, cancellation);
        down.Run(inner.Floats, InnerStride, results.Floats, HiddenStride, routing.Offsets, cancellation);
        Each(op.Tokens, (long)op.Hidden * op.TopK, Combine, cancellation);
    }

    private void Combine(int token, int worker)
    {
        var sum = scratch[worker].Floats;
        new Span<float>(sum, op.Hidden).Clear();
        for (var choice = 0; choice < op.TopK; choice++)
        {
            var slot = routing.SlotOf[(token * op.TopK) + choice];
            if (slot >= 0)
                Vectors<TLanes, TVector>.AddScaled(sum, routing.Weight(token, choice), results.Floats + (slot * HiddenStride), op.Hidden);
        }

        Rows<TLanes, TVector>.Write(y, token, 0, op.Hidden, sum);
    }

    private void Each(int rows, long width, PartBody body, CancellationToken cancellation)
    {
        var split = RowSplit.For(rows, width, Pool.Workers);
        Pool.Run(split.Parts, (part, worker) =>
        {
            for (var row = split.First(part); row < split.First(part + 1); row++)
                body(row, worker);
        }, cancellation);
    }
}
