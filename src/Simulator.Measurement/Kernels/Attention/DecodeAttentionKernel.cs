using Simulator.Measurement.Devices;
using Simulator.Measurement.Devices.Inputs;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Kernels.Attention;

/// <summary>
/// Attention of one query per head over the cache. The tokens of a key head are split between workers, each reads its part once for all query heads that
/// share it; a second loop combines the parts (Dao et al., "Flash-Decoding", 2023).
/// </summary>
internal sealed unsafe class DecodeAttentionKernel<TLanes, TVector> : ProcessorKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Block = 64;
    private const int PartsPerWorker = 4;
    private readonly AttentionDecodeOperator op;
    private readonly NativeMatrix q;
    private readonly NativeMatrix k;
    private readonly NativeMatrix v;
    private readonly NativeMatrix o;
    private readonly NativeBuffer partial;
    private readonly NativeBuffer[] scratch;
    private readonly int group;
    private readonly int stride;
    private readonly int parts;

    internal DecodeAttentionKernel(KernelContext context, AttentionDecodeOperator op)
        : base(context)
    {
        this.op = op;
        group = op.Heads / op.KvHeads;
        stride = ((op.HeadDim + 15) / 16 * 16) + 16;
        var units = op.Batch * op.KvHeads;
        parts = Math.Clamp(((PartsPerWorker * Pool.Workers) + units - 1) / units, 1, Math.Max(1, op.VisibleTokens / Block));
        q = Input("q");
        k = Input("k");
        v = Input("v");
        o = Output("o", new NativeMatrix(OperandLayouts.Queries(op.Precision), q.Rows, op.HeadDim, ScaleLayout.None));
        partial = Own(new NativeBuffer((long)units * parts * group * stride * sizeof(float)));
        scratch = Scratch(((long)group * stride) + (Block * (long)stride) + (group * (Block + 16L)));
    }

    /// <inheritdoc/>
    public override string Implementation => $"{32 * TLanes.Count}-bit rows, {parts} parts";

    /// <inheritdoc/>
    protected override void Run(CancellationToken cancellation)
    {
        Pool.Run(op.Batch * op.KvHeads * parts, (part, worker) => Part(part / parts, part % parts, scratch[worker].Floats), cancellation);
        Pool.Run(op.Batch * op.Heads, (head, worker) => Combine(head, scratch[worker].Floats), cancellation);
    }

    // A result is followed by the largest score and the sum of the weights.
    private float* Partial(int unit, int part, int member) => partial.Floats + (((((long)unit * parts) + part) * group) + member) * stride;

    private void Part(int unit, int part, float* queries)
    {
        float* rows = queries + (group * stride), scores = rows + (Block * stride);
        var skipped = op.Kv - op.VisibleTokens;
        int first = skipped + (int)((long)op.VisibleTokens * part / parts), end = skipped + (int)((long)op.VisibleTokens * (part + 1) / parts);
        for (var member = 0; member < group; member++)
        {
            Rows<TLanes, TVector>.Read(q, (unit * group) + member, 0, op.HeadDim, queries + (member * stride));
            Vectors<TLanes, TVector>.Scale(queries + (member * stride), 1 / MathF.Sqrt(op.HeadDim), op.HeadDim);
            new Span<float>(Partial(unit, part, member), stride).Clear();
            Partial(unit, part, member)[stride - 2] = float.NegativeInfinity;
        }

        for (var token = first; token < end; token += Block)
        {
            var count = Math.Min(Block, end - token);
            Load(k, unit, token, count, rows);
            for (var member = 0; member < group; member++)
                Score(queries + (member * stride), rows, count, scores + (member * (Block + 16)), Partial(unit, part, member));
            Load(v, unit, token, count, rows);
            for (var member = 0; member < group; member++)
                Vectors<TLanes, TVector>.AddWeightedRows(Partial(unit, part, member), scores + (member * (Block + 16)), rows, stride, count, op.HeadDim);
        }
    }

    private void Load(NativeMatrix cache, int unit, int token, int count, float* to)
    {
        for (var i = 0; i < count; i++)
            Rows<TLanes, TVector>.Read(cache, (unit * op.Kv) + token + i, 0, op.HeadDim, to + (i * stride));
    }

    private void Score(float* query, float* keys, int count, float* scores, float* result)
    {
        for (var i = 0; i < count; i++)
            scores[i] = Vectors<TLanes, TVector>.Dot(query, keys + (i * stride), op.HeadDim);
        ref var largest = ref result[stride - 2];
        ref var total = ref result[stride - 1];
        var now = MathF.Max(largest, Vectors<TLanes, TVector>.Largest(scores, count));
        var shrink = MathF.Exp(largest - now);
        if (shrink < 1)
            Vectors<TLanes, TVector>.Scale(result, shrink, op.HeadDim);
        result[stride - 2] = now;
        total = (total * shrink) + Vectors<TLanes, TVector>.Exponentials(scores, count, 1, now);
    }

    private void Combine(int head, float* sum)
    {
        int unit = head / group, member = head % group;
        var largest = float.NegativeInfinity;
        for (var part = 0; part < parts; part++)
            largest = MathF.Max(largest, Partial(unit, part, member)[stride - 2]);
        new Span<float>(sum, stride).Clear();
        float total = 0;
        for (var part = 0; part < parts; part++)
        {
            var from = Partial(unit, part, member);
            var weight = MathF.Exp(from[stride - 2] - largest);
            total += weight * from[stride - 1];
            Vectors<TLanes, TVector>.AddScaled(sum, weight, from, op.HeadDim);
        }

        Vectors<TLanes, TVector>.Scale(sum, 1 / total, op.HeadDim);
        Rows<TLanes, TVector>.Write(o, head, 0, op.HeadDim, sum);
    }
}
