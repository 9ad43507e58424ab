using System.Collections.Immutable;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Inference;

/// <summary>
/// How streams run side by side. Rows with the same repeat count that stand together are a block. Inside a block, rows of a side stream start when the
/// row of the main stream before them ends, and run beside the rows of the main stream that follow, up to the next rows of a side stream or the end of
/// the block: together these are a segment.
/// </summary>
internal static class StreamSegments
{
    /// <summary>Finds the end of a segment.</summary>
    /// <param name="rows">The rows of a trace.</param>
    /// <param name="start">Where the segment begins.</param>
    /// <returns>The index after its last row.</returns>
    internal static int End(ImmutableArray<TraceRow> rows, int start)
    {
        var end = start + 1;
        while (end < rows.Length && rows[end].Repeat == rows[start].Repeat && (rows[end].Stream == 0 || rows[end - 1].Stream != 0))
        {
            end++;
        }

        return end;
    }

    /// <summary>Finds the end of a block.</summary>
    /// <param name="rows">The rows of a trace.</param>
    /// <param name="start">Where the block begins.</param>
    /// <returns>The index after its last row.</returns>
    internal static int BlockEnd(ImmutableArray<TraceRow> rows, int start)
    {
        var end = start + 1;
        while (end < rows.Length && rows[end].Repeat == rows[start].Repeat)
        {
            end++;
        }

        return end;
    }
}
