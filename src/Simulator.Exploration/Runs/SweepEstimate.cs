using System.Diagnostics;
using Simulator.Exploration.Evaluation;
using Simulator.Exploration.Experiments;

namespace Simulator.Exploration.Runs;

/// <summary>What a run would take, from a few of its points.</summary>
/// <param name="Points">Points of the part.</param>
/// <param name="Time">How long on this machine.</param>
/// <param name="Bytes">The size of <c>points.csv</c>.</param>
public sealed record SweepEstimate(long Points, TimeSpan Time, double Bytes)
{
    private const int Probes = 24;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Works out chunks spread over the space, after some to warm up, and scales up.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="options">How it would be run.</param>
    /// <returns>The estimate.</returns>
    public static SweepEstimate Of(Experiment experiment, SweepOptions options)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(options);
        var (first, end) = options.Shard.Range(experiment.Space.Count);
        Measure(experiment, first, end);
        var source = new ChunkSource(experiment.Program, options.Threads);
        var clock = Stopwatch.StartNew();
        var warm = TimeSpan.Zero;
        long points = 0, bytes = 0, timed = 0;
        for (var probe = 0; probe < Probes && clock.Elapsed < Longest && first < end; probe++)
        {
            var from = first + (long)((Int128)(end - first) * probe / Probes);
            var to = Math.Min(end, from + ChunkSource.Points * options.Threads);
            foreach (var chunk in source.Range(from, to, CancellationToken.None))
            {
                points += chunk.Records.Length;
                bytes += chunk.Text.Length;
                timed += chunk.Records.Length;
            }

            if (clock.Elapsed - warm > Longest / 2 && warm == TimeSpan.Zero)
            {
                (warm, timed) = (clock.Elapsed, 0);
            }
        }

        var seconds = timed > 0 ? (clock.Elapsed - warm).TotalSeconds / timed : clock.Elapsed.TotalSeconds / Math.Max(1, points);
        return new SweepEstimate(end - first, TimeSpan.FromSeconds(Math.Min(seconds * (end - first), 1e9)), (double)bytes / Math.Max(1, points) * (end - first));
    }

    // Rounding errors are measured once for many points: their time would be scaled up with the rest.
    private static void Measure(Experiment experiment, long first, long end)
    {
        if (!experiment.Program.Slots.Any(s => s.IsMeasured))
        {
            return;
        }

        var evaluator = new PointEvaluator(experiment.Program);
        var record = evaluator.NewRecord();
        for (var probe = 0; probe < Probes && first < end; probe++)
        {
            evaluator.Evaluate(first + (long)((Int128)(end - first) * probe / Probes), record);
        }
    }
}
