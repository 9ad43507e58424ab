using Simulator.Hardware.Gpus;
using Simulator.Hardware.Silicon;
using Simulator.Hardware.Technology;

namespace Simulator.Systems.Serving.Metrics;

/// <summary>What an hour of one GPU costs.</summary>
/// <param name="DollarsPerHour">The GPU, in US dollars an hour, at least 0.</param>
/// <param name="DollarsPerKilowattHour">Electricity on top of it, in US dollars; 0 where the price holds it.</param>
/// <param name="Origin">Where the figure comes from, for people.</param>
public sealed record GpuPrice(double DollarsPerHour, double DollarsPerKilowattHour, string Origin)
{
    /// <summary>The years over which parts are written off where no price is given: a usual time for servers; estimated.</summary>
    public const double Years = 4;

    private const double HoursPerYear = 8766;

    /// <summary>The origin of a price that was given.</summary>
    public const string Given = "as given";

    /// <summary>
    /// The cost of a GPU's parts to its maker (docs/silicon.md) over <see cref="Years"/> of full use: a lower bound, without board, host, network, building,
    /// staff and margins.
    /// </summary>
    /// <param name="gpu">The GPU.</param>
    /// <param name="technology">The technology; null where there is none.</param>
    /// <param name="dollarsPerKilowattHour">Electricity.</param>
    /// <returns>The estimate; null where the technology does not hold the GPU's process or memory.</returns>
    public static GpuPrice? Estimated(GpuDescription gpu, TechnologyDescription? technology, double dollarsPerKilowattHour) =>
        technology is not null && new TechnologyLookup(technology).Knows(gpu)
            ? new GpuPrice(
                new CostModel(technology).Of(gpu).TotalDollars / (Years * HoursPerYear), dollarsPerKilowattHour,
                FormattableString.Invariant($"estimated: the GPU's parts alone, written off over {Years} years; no board, host, network or margin"))
            : null;
}
