using Simulator.Measurement.Kernels.Gemm;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Kernels.Threading;

namespace Simulator.Measurement.Kernels.Attention;

/// <summary>Keys and values of all heads, widened and packed for tile products: keys in panels of tokens, values in panels of channels.</summary>
internal sealed unsafe class PackedCache<TLanes, TVector> : IDisposable
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly WorkerPool pool;
    private readonly NativeMatrix k;
    private readonly NativeMatrix v;
    private readonly int tokens;
    private readonly int panels;
    private readonly int widthPanels;
    private readonly NativeBuffer keys;
    private readonly NativeBuffer values;
    private readonly NativeBuffer[] scratch;

    internal PackedCache(WorkerPool pool, NativeMatrix k, NativeMatrix v, int tokens)
    {
        this.pool = pool;
        this.k = k;
        this.v = v;
        this.tokens = tokens;
        panels = (tokens + TLanes.TileColumns - 1) / TLanes.TileColumns;
        widthPanels = (k.Columns + TLanes.TileColumns - 1) / TLanes.TileColumns;
        var units = k.Rows / tokens;
        keys = new NativeBuffer((long)units * panels * TLanes.TileColumns * k.Columns * sizeof(float));
        values = new NativeBuffer((long)units * widthPanels * panels * TLanes.TileColumns * TLanes.TileColumns * sizeof(float));
        scratch = [.. Enumerable.Range(0, pool.Workers).Select(_ => new NativeBuffer(Packing<TLanes, TVector>.ScratchFloats * sizeof(float)))];
    }

    /// <summary>The panel of keys that begins with a token, a multiple of the tile's columns.</summary>
    internal float* Keys(int unit, int token) => keys.Floats + ((((long)unit * panels * TLanes.TileColumns) + token) * k.Columns);

    /// <summary>The values from a token on, in the panel that begins with a channel, a multiple of the tile's columns.</summary>
    internal float* Values(int unit, int channel, int token)
    {
        var panel = ((long)unit * widthPanels) + (channel / TLanes.TileColumns);
        return values.Floats + (((panel * panels * TLanes.TileColumns) + token) * TLanes.TileColumns);
    }

    /// <summary>Packs everything.</summary>
    internal void Pack(CancellationToken cancellation) => pool.Run(k.Rows / tokens * panels, (part, worker) =>
    {
        int unit = part / panels, token = part % panels * TLanes.TileColumns, row = (unit * tokens) + token;
        var count = Math.Min(TLanes.TileColumns, tokens - token);
        Packing<TLanes, TVector>.Transposed(k, row, count, 0, k.Columns, scratch[worker].Floats, Keys(unit, token));
        for (var channel = 0; channel < k.Columns; channel += TLanes.TileColumns)
            Packing<TLanes, TVector>.Direct(v, row, count, channel, Math.Min(TLanes.TileColumns, k.Columns - channel), Values(unit, channel, token));
    }, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        keys.Dispose();
        values.Dispose();
        foreach (var buffer in scratch)
            buffer.Dispose();
    }
}
