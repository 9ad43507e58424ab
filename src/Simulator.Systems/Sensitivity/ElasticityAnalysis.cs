using System.Collections.Immutable;
using Simulator.Hardware.Clusters;

namespace Simulator.Systems.Sensitivity;

/// <summary>Finds what 10 % more of each resource would buy, by pricing the same step on changed systems.</summary>
public static class ElasticityAnalysis
{
    private const double Step = 1.1;

    /// <summary>Prices the step with 10 % more of each resource.</summary>
    /// <param name="system">The system as it is.</param>
    /// <param name="seconds">The step's time on a system.</param>
    /// <returns>One elasticity per resource, largest effect first.</returns>
    public static ImmutableArray<Elasticity> Of(SystemDescription system, Func<SystemDescription, double> seconds)
    {
        var now = seconds(system);
        return
        [
            .. Enum.GetValues<Resource>()
                .Select(resource =>
                {
                    var (scaled, factor) = ResourceScaling.Scale(system, resource, Step);
                    var elasticity = factor > 1 ? -Math.Log(seconds(scaled) / now) / Math.Log(factor) : 0;
                    return new Elasticity(resource, elasticity, Math.Pow(Step, -elasticity) - 1);
                })
                .OrderByDescending(e => e.Value),
        ];
    }
}
