using System.Collections.Immutable;
using Simulator.Timing.Estimates;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Inference;

/// <summary>
/// Kernels launched one by one: the host runs ahead of the GPU, and a kernel cannot start before the host has launched it. Blocks are followed repetition
/// by repetition, so that long kernels hide the launches of short ones.
/// </summary>
internal static class HostLaunches
{
    /// <summary>The time for which the GPU waits for the host before each row.</summary>
    /// <param name="rows">The rows of a trace.</param>
    /// <param name="estimates">The price of one run of each.</param>
    /// <param name="exposed">What all runs of each add to the step without a host.</param>
    /// <param name="launchSeconds">The host's time for one launch.</param>
    /// <returns>Seconds, of all runs of each row together.</returns>
    internal static double[] Waits(ImmutableArray<TraceRow> rows, KernelEstimate[] estimates, double[] exposed, double launchSeconds)
    {
        var waits = new double[rows.Length];
        var latest = new double[rows.Length];
        var ahead = 0.0;
        for (var start = 0; start < rows.Length;)
        {
            var end = StreamSegments.BlockEnd(rows, start);
            var repeat = rows[start].Repeat;
            for (var done = 1; done <= repeat; done++)
            {
                var before = ahead;
                var waited = false;
                for (var i = start; i < end; i++)
                {
                    var free = ahead + exposed[i] / repeat - estimates[i].Kernels * launchSeconds;
                    ahead = Math.Max(free, estimates[i].Seconds);
                    latest[i] = ahead - free;
                    waits[i] += latest[i];
                    waited |= ahead > free;
                }

                if (ahead >= before && !waited)
                {
                    // The GPU falls behind the host further with every repetition: it never waits again in this block.
                    ahead += (repeat - done) * (ahead - before);
                    break;
                }

                if (ahead == before)
                {
                    // Every further repetition is like this one.
                    for (var i = start; i < end; i++)
                    {
                        waits[i] += (repeat - done) * latest[i];
                    }

                    break;
                }
            }

            start = end;
        }

        return waits;
    }
}
