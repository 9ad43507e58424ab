using Simulator.Hardware.Descriptions;
using Simulator.Measurement.Devices;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Campaigns;

/// <summary>An operator that is to be measured.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Cache">What it finds in the caches.</param>
public sealed record PlannedKernel(Operator Operator, CacheState Cache)
{
    /// <summary>What tells it apart from the others of a campaign; the same for the row that it becomes.</summary>
    public string Key => string.Join(' ', Operator.Op, Operator.PrecisionName, Operator.Shape, EnumNames.Of(Cache));
}
