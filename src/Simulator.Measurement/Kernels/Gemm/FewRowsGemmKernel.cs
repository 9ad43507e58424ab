using System.Runtime.CompilerServices;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Devices.Inputs;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Kernels.Threading;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Kernels.Gemm;

/// <summary>
/// A product of few rows: every weight is read once and used for all rows, so B is not packed. Each row of B is widened a part at a time and multiplied
/// with the rows of A, which stay widened in the cache.
/// </summary>
internal sealed unsafe class FewRowsGemmKernel<TLanes, TVector> : ProcessorKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>The most rows for which packing B costs more than it saves.</summary>
    internal const int MostRows = 16;

    private const int Part = 2048;
    private readonly GemmOperator op;
    private readonly ActivationQuantiser<TLanes, TVector>? quantiser;
    private readonly NativeMatrix a;
    private readonly NativeMatrix b;
    private readonly NativeMatrix c;
    private readonly NativeBuffer left;
    private readonly NativeBuffer results;
    private readonly NativeBuffer[] scratch;
    private readonly int stride;

    internal FewRowsGemmKernel(KernelContext context, GemmOperator op)
        : base(context)
    {
        this.op = op;
        stride = Packing<TLanes, TVector>.RoundUp(op.K, 16) + 16;
        a = Input("a");
        b = Input("b");
        c = Output("c", new NativeMatrix(op.Precision.Output, op.Batch * op.M, op.N, ScaleLayout.None));
        if (op.Precision.QuantisesActivations && !op.QuantisedInput)
        {
            quantiser = Own(new ActivationQuantiser<TLanes, TVector>(Pool, a, op.Precision.Activation, OperandLayouts.Activations(op.Precision)));
            a = quantiser.Quantised;
        }

        left = Own(new NativeBuffer((long)op.Batch * op.M * stride * sizeof(float)));
        results = Own(new NativeBuffer((long)op.Batch * op.M * (op.N + 16L) * sizeof(float)));
        scratch = Scratch(Part + 16);
    }

    /// <inheritdoc/>
    public override string Implementation => $"{32 * TLanes.Count}-bit rows{(quantiser is null ? "" : ", A quantised")}";

    /// <inheritdoc/>
    protected override void Run(CancellationToken cancellation)
    {
        quantiser?.Run(cancellation);
        for (var i = 0; i < a.Rows; i++)
        {
            var row = left.Floats + ((long)i * stride);
            Rows<TLanes, TVector>.Read(a, i, 0, op.K, row);
            for (var p = op.K; p < stride; p++)
                row[p] = 0;
        }

        var split = RowSplit.For((long)op.Batch * op.N, op.K, Pool.Workers);
        Pool.Run(split.Parts, (part, worker) =>
        {
            for (var feature = split.First(part); feature < split.First(part + 1); feature++)
                Feature(feature / op.N, feature % op.N, scratch[worker].Floats);
        }, cancellation);
        for (var i = 0; i < c.Rows; i++)
            Rows<TLanes, TVector>.Write(c, i, 0, op.N, results.Floats + (i * (op.N + 16L)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Feature(int batch, int feature, float* weights)
    {
        var to = results.Floats + ((long)batch * op.M * (op.N + 16L)) + feature;
        for (var first = 0; first < op.K; first += Part)
        {
            var count = Math.Min(Part, op.K - first);
            var whole = Packing<TLanes, TVector>.RoundUp(count, TLanes.Count);
            Rows<TLanes, TVector>.Read(b, (batch * op.N) + feature, first, count, weights);
            for (var p = count; p < whole; p++)
                weights[p] = 0;
            var rows = left.Floats + ((long)batch * op.M * stride) + first;
            for (var i = 0; i < op.M; i += 4)
                Dot(weights, rows + ((long)i * stride), Math.Min(4, op.M - i), whole, to + (i * (op.N + 16L)), first > 0);
        }
    }

    // Four rows of A at once; where there are fewer the last is repeated.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Dot(float* weights, float* rows, int count, int length, float* to, bool add)
    {
        float* r1 = rows + (Math.Min(1, count - 1) * (long)stride), r2 = rows + (Math.Min(2, count - 1) * (long)stride);
        var r3 = rows + ((count - 1) * (long)stride);
        TVector s0 = TLanes.Zero, s1 = TLanes.Zero, s2 = TLanes.Zero, s3 = TLanes.Zero;
        for (var p = 0; p < length; p += TLanes.Count)
        {
            var w = TLanes.Load(weights + p);
            s0 = TLanes.MultiplyAdd(w, TLanes.Load(rows + p), s0);
            s1 = TLanes.MultiplyAdd(w, TLanes.Load(r1 + p), s1);
            s2 = TLanes.MultiplyAdd(w, TLanes.Load(r2 + p), s2);
            s3 = TLanes.MultiplyAdd(w, TLanes.Load(r3 + p), s3);
        }

        var sums = stackalloc float[4] { TLanes.Sum(s0), TLanes.Sum(s1), TLanes.Sum(s2), TLanes.Sum(s3) };
        for (var i = 0; i < count; i++)
            to[i * (op.N + 16L)] = sums[i] + (add ? to[i * (op.N + 16L)] : 0);
    }
}
