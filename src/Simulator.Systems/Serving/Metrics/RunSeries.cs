using System.Collections.Immutable;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Serving.Metrics;

/// <summary>
/// Quantities over the time of a run in fixed memory: a step adds its areas to the intervals that it covers; where time runs past the last interval, two
/// neighbours become one. Sums over all intervals are those of the run, whatever its length. Not thread-safe.
/// </summary>
public sealed class RunSeries
{
    /// <summary>The most intervals.</summary>
    public const int Most = 512;

    private const double FirstWidth = 1.0 / 1024;
    private readonly SeriesBucket[] buckets = new SeriesBucket[Most];
    private double width = FirstWidth;
    private int engines;
    private double idleWatts;
    private double gpus;

    /// <summary>Counts an engine.</summary>
    /// <param name="gpuCount">Its GPUs.</param>
    /// <param name="idleWattsPerGpu">What one of them draws while it waits; NaN where energy is not known.</param>
    public void AddEngine(double gpuCount, double idleWattsPerGpu)
    {
        engines++;
        gpus += gpuCount;
        idleWatts += gpuCount * idleWattsPerGpu;
    }

    /// <summary>Adds a step.</summary>
    /// <param name="start">When it began, in seconds.</param>
    /// <param name="end">When it ended, above <paramref name="start"/>.</param>
    /// <param name="load">What it computed.</param>
    /// <param name="waiting">Requests that waited.</param>
    /// <param name="kvShare">Share of the engine's KV cache that was taken.</param>
    /// <param name="joules">Energy of the engine's GPUs.</param>
    /// <param name="idleJoules">What they would have taken idle in that time.</param>
    public void Step(double start, double end, in StepLoad load, int waiting, double kvShare, double joules, double idleJoules)
    {
        Reach(end);
        var seconds = end - start;
        var last = IndexOf(end);
        for (var i = Math.Min(last, (int)(start / width)); i <= last; i++)
        {
            var part = i == last ? end - Math.Max(start, i * width) : Math.Min(end, (i + 1) * width) - Math.Max(start, i * width);
            var share = part / seconds;
            ref var bucket = ref buckets[i];
            bucket.Busy += part;
            bucket.Queue += waiting * part;
            bucket.Batch += (load.DecodeBatch + load.Prompts) * part;
            bucket.KvShare += kvShare * part;
            bucket.PromptTokens += load.PromptTokens * share;
            bucket.DecodeTokens += load.DecodeBatch * share;
            bucket.Joules += joules * share;
            bucket.IdleJoules += idleJoules * share;
        }
    }

    /// <summary>Counts a request that was answered.</summary>
    /// <param name="seconds">When.</param>
    public void Finished(double seconds)
    {
        Reach(seconds);
        buckets[IndexOf(seconds)].Finished++;
    }

    /// <summary>Counts a preemption.</summary>
    /// <param name="seconds">When.</param>
    public void Preempted(double seconds)
    {
        Reach(seconds);
        buckets[IndexOf(seconds)].Preemptions++;
    }

    /// <summary>What was recorded.</summary>
    /// <param name="seconds">The end of the run.</param>
    /// <returns>Intervals without gaps from 0 to the end; at most <see cref="Most"/>.</returns>
    public ImmutableArray<SeriesPoint> Points(double seconds)
    {
        Reach(seconds);
        var points = ImmutableArray.CreateBuilder<SeriesPoint>();
        for (var i = 0; i < Most && i * width < seconds; i++)
        {
            var b = buckets[i];
            var (start, end) = (i * width, Math.Min(seconds, (i + 1) * width));
            var length = end - start;
            var joules = b.Joules + (idleWatts * length) - b.IdleJoules;
            points.Add(new SeriesPoint(
                start, end, b.Busy / length, b.Queue / length, b.Batch / length, b.KvShare / (length * Math.Max(1, engines)), b.PromptTokens / length,
                b.DecodeTokens / length, b.Finished / length, b.Preemptions, joules / (gpus * length)));
        }

        return points.ToImmutable();
    }

    // Intervals are open below and closed above: what happens as a step ends belongs to the step.
    private int IndexOf(double seconds) => Math.Clamp((int)Math.Ceiling(seconds / width) - 1, 0, Most - 1);

    private void Reach(double seconds)
    {
        while (seconds > Most * width)
        {
            for (var i = 0; i < Most / 2; i++)
            {
                var pair = buckets[2 * i];
                pair.Add(buckets[(2 * i) + 1]);
                buckets[i] = pair;
            }

            Array.Clear(buckets, Most / 2, Most / 2);
            width *= 2;
        }
    }
}
