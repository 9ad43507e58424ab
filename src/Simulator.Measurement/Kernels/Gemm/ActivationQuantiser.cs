using Simulator.Hardware.Formats;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Kernels.Threading;

namespace Simulator.Measurement.Kernels.Gemm;

/// <summary>Converts rows of activations to another format, choosing their scales: a kernel of its own and the first part of narrow products.</summary>
internal sealed unsafe class ActivationQuantiser<TLanes, TVector> : IDisposable
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly WorkerPool pool;
    private readonly NativeMatrix source;
    private readonly NativeBuffer[] rows;

    internal ActivationQuantiser(WorkerPool pool, NativeMatrix source, NumberFormat format, ScaleLayout scaling)
    {
        this.pool = pool;
        this.source = source;
        Quantised = new NativeMatrix(format, source.Rows, source.Columns, scaling);
        rows = [.. Enumerable.Range(0, pool.Workers).Select(_ => new NativeBuffer(source.Columns * sizeof(float)))];
    }

    /// <summary>The result.</summary>
    internal NativeMatrix Quantised { get; }

    /// <summary>Converts every row.</summary>
    internal void Run(CancellationToken cancellation)
    {
        var split = RowSplit.For(source.Rows, source.Columns, pool.Workers);
        pool.Run(split.Parts, (part, worker) =>
        {
            var values = rows[worker].Floats;
            for (var row = split.First(part); row < split.First(part + 1); row++)
            {
                Rows<TLanes, TVector>.Read(source, row, 0, source.Columns, values);
                Rows<TLanes, TVector>.Quantise(Quantised, row, values);
            }
        }, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Quantised.Dispose();
        foreach (var row in rows)
            row.Dispose();
    }
}
