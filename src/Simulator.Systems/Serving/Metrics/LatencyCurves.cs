using System.Collections.Immutable;

namespace Simulator.Systems.Serving.Metrics;

/// <summary>Cumulative distributions of a run's latencies: shares of values at most as large, at rising seconds.</summary>
/// <param name="Ttft">Time to first token.</param>
/// <param name="Tpot">Time per output token.</param>
/// <param name="Interval">Time between tokens.</param>
/// <param name="Latency">End to end.</param>
public sealed record LatencyCurves(
    ImmutableArray<CumulativeShare> Ttft, ImmutableArray<CumulativeShare> Tpot, ImmutableArray<CumulativeShare> Interval,
    ImmutableArray<CumulativeShare> Latency)
{
    /// <summary>The curves with the names of the quantities in files.</summary>
    public IEnumerable<(string Name, ImmutableArray<CumulativeShare> Points)> All =>
        [("ttft", Ttft), ("tpot", Tpot), ("interval", Interval), ("latency", Latency)];

    /// <summary>The curves of what was measured.</summary>
    /// <param name="requests">What users saw.</param>
    /// <returns>The curves.</returns>
    public static LatencyCurves Of(RequestMetrics requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return new LatencyCurves(requests.Ttft.Cumulative(), requests.Tpot.Cumulative(), requests.Interval.Cumulative(), requests.Latency.Cumulative());
    }
}
