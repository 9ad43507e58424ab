using System.Collections.Immutable;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Timelines;

namespace Simulator.Systems.Serving.Metrics;

/// <summary>Everything that a run gave.</summary>
/// <param name="Fleet">Latencies, rates and counts.</param>
/// <param name="Energy">Energy of the whole fleet; null where it is not known.</param>
/// <param name="Money">Money; null without a price.</param>
/// <param name="Series">Quantities over time, of the engines that were simulated.</param>
/// <param name="Timeline">A time line of the first requests; null where none was asked for.</param>
public sealed record ServingOutcome(
    FleetResult Fleet, ServingEnergy? Energy, ServingMoney? Money, ImmutableArray<SeriesPoint> Series, RunTimeline? Timeline)
{
    /// <summary>Latencies and counts of all engines that were simulated, together.</summary>
    public ServingResult Result => Fleet.Total;

    /// <summary>Output tokens per second of finished requests, per GPU.</summary>
    public double TokensPerSecondPerGpu => Fleet.OutputTokensPerSecond / Fleet.MeanGpus;

    /// <summary>Puts a run's outcome together.</summary>
    /// <param name="plan">The fleet.</param>
    /// <param name="fleet">Its results.</param>
    /// <param name="recorder">What was recorded of it.</param>
    /// <param name="price">The price of a GPU; null for none.</param>
    /// <returns>The outcome.</returns>
    public static ServingOutcome Of(FleetPlan plan, FleetResult fleet, RunRecorder recorder, GpuPrice? price)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(fleet);
        ArgumentNullException.ThrowIfNull(recorder);
        var seconds = fleet.Total.Seconds;
        var energy = ServingEnergy.Of(fleet.Total, recorder, 1, Off(plan, fleet));
        energy = energy is null ? null : energy with { Joules = fleet.Scale * energy.Joules };
        var money = price is null || !(seconds > 0) ? null : ServingMoney.Of(fleet.Total, price, fleet.MeanGpus, fleet.Scale, energy);
        return new ServingOutcome(fleet, energy, money, recorder.Points(seconds), recorder.Timeline);
    }

    // What replicas that an autoscaler gave back would have taken while idle.
    private static (double GpuSeconds, double Joules) Off(FleetPlan plan, FleetResult fleet)
    {
        var (gpuSeconds, joules) = (0.0, 0.0);
        foreach (var (pool, own) in fleet.Pools.Zip(plan.Pools))
        {
            var off = (pool.GpusPerReplica * pool.Replicas * fleet.Total.Seconds) - pool.GpuSeconds;
            (gpuSeconds, joules) = (gpuSeconds + off, joules + (off * (own.System.Energies?.IdleWatts ?? 0)));
        }

        return (gpuSeconds, joules);
    }
}
