namespace Simulator.Measurement.Kernels.Threading;

/// <summary>Rows dealt to the parts of a parallel loop, evenly and in order.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Parts">Parts, at most as many as rows.</param>
internal readonly record struct RowSplit(long Rows, int Parts)
{
    private const int SmallestPart = 4096;
    private const int PartsPerWorker = 8;

    /// <summary>Eight parts per worker, fewer where a part would have less than 4096 elements.</summary>
    internal static RowSplit For(long rows, long elementsPerRow, int workers) =>
        new(rows, (int)Math.Max(1, Math.Min(Math.Min(rows, workers * PartsPerWorker), rows * elementsPerRow / SmallestPart)));

    /// <summary>The first row of a part; of the part after the last, the number of rows.</summary>
    internal int First(int part) => (int)(Rows * part / Parts);

    /// <summary>The same for more rows than an int counts.</summary>
    internal long FirstLong(int part) => (long)((Int128)Rows * part / Parts);
}
