using System.Collections.Immutable;
using Simulator.Systems.Serving.Timelines;

namespace Simulator.Systems.Serving.Metrics;

/// <summary>Everything that a run gave.</summary>
/// <param name="Result">Latencies, rates and counts, of one data-parallel group.</param>
/// <param name="Gpus">GPUs of all engines and groups.</param>
/// <param name="Groups">Data-parallel groups.</param>
/// <param name="Energy">Energy; null where it is not known.</param>
/// <param name="Money">Money; null without a price.</param>
/// <param name="Series">Quantities over time.</param>
/// <param name="Timeline">A time line of the first requests; null where none was asked for.</param>
public sealed record ServingOutcome(
    ServingResult Result, int Gpus, int Groups, ServingEnergy? Energy, ServingMoney? Money, ImmutableArray<SeriesPoint> Series, RunTimeline? Timeline)
{
    /// <summary>Puts a run's outcome together.</summary>
    /// <param name="result">Its results.</param>
    /// <param name="recorder">What was recorded of it.</param>
    /// <param name="groups">Data-parallel groups.</param>
    /// <param name="price">The price of a GPU; null for none.</param>
    /// <returns>The outcome.</returns>
    public static ServingOutcome Of(ServingResult result, RunRecorder recorder, int groups, GpuPrice? price)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(recorder);
        var energy = ServingEnergy.Of(result, recorder, groups);
        var money = price is null || !(result.Seconds > 0) ? null : ServingMoney.Of(result, price, recorder.Gpus, groups, energy);
        return new ServingOutcome(result, recorder.Gpus, groups, energy, money, recorder.Points(result.Seconds), recorder.Timeline);
    }

    /// <summary>Output tokens per second of finished requests, of all groups, per GPU.</summary>
    public double TokensPerSecondPerGpu => Groups * Result.OutputTokensPerSecond / Gpus;
}
