using System.Collections.Concurrent;
using Simulator.Hardware.Errors;
using Simulator.Timing;
using Simulator.Timing.Calibration;

namespace Simulator.Systems.Training.Search;

/// <summary>
/// Finds the fastest way to divide a step over a cluster: every layout of <see cref="LayoutSpace"/>, each with the least recomputation that fits into memory.
/// Layers are priced once per microbatch and division within a stage.
/// </summary>
/// <param name="request">The step; its parallelism, microbatch and recomputation are replaced.</param>
/// <param name="coefficients">The coefficients.</param>
public sealed class TrainingSearch(TrainingRequest request, TimingCoefficients coefficients)
{
    private readonly TimingModel model = new(request.System, coefficients);
    private readonly ConcurrentDictionary<(int Tp, int Cp, int Ep, int MicroBatch, bool Accumulates), LayerCostCache> caches = new();
    private int priced;

    /// <summary>Searches.</summary>
    /// <param name="gpus">GPUs to use.</param>
    /// <param name="count">Results wanted, at least 1.</param>
    /// <returns>The fastest layouts that fit, best first, and how many were priced.</returns>
    /// <exception cref="InputException">None fits.</exception>
    public SearchResult Run(int gpus, int count)
    {
        var layouts = LayoutSpace.Of(request, gpus).ToArray();
        var fitting = new ConcurrentBag<(double Seconds, int Order, TrainingRequest Request)>();
        Parallel.For(0, layouts.Length, i =>
        {
            if (Fastest(layouts[i]) is { } found)
                fitting.Add((found.Seconds, i, found.Request));
        });
        if (fitting.IsEmpty)
            throw new InputException(
                $"none of {layouts.Length} layouts of {request.Model.Id} on {gpus} x {request.System.Gpu.Id} fits into memory; accepted: more GPUs");
        var best = fitting.OrderBy(f => f.Seconds).ThenBy(f => f.Order).Take(count)
            .Select(f => TrainingSimulator.Simulate(f.Request, model, CacheOf(f.Request))).OrderBy(r => r.Seconds);
        return new SearchResult([.. best], layouts.Length, priced, fitting.Count);
    }

    /// <summary>The step with the least recomputation that fits; null where none does, or where it cannot be divided so.</summary>
    private (double Seconds, TrainingRequest Request)? Fastest(TrainingRequest layout)
    {
        foreach (var again in Enum.GetValues<Recomputation>())
        {
            try
            {
                var (step, fitsWithoutActivations) = TrainingSimulator.ScheduleIfSmall(layout with { Recompute = again }, model, CacheOf(layout));
                Interlocked.Increment(ref priced);
                if (step is { Memory.Fits: true })
                    return (step.Seconds, step.Request);
                if (!fitsWithoutActivations)
                    return null;
            }
            catch (InputException)
            {
                // Heads, experts or the batch cannot be divided so.
                return null;
            }
        }

        return null;
    }

    private LayerCostCache CacheOf(TrainingRequest r)
    {
        var p = r.Parallelism;
        return caches.GetOrAdd((p.Tp, p.Cp, p.Ep, r.MicroBatch, p.Zero < 2), _ => new LayerCostCache());
    }
}
