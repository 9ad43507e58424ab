using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Units;
using Simulator.Systems.Serving.Fleets.Scaling;

namespace Simulator.Systems.Serving.Descriptions;

/// <summary>When replicas start and stop.</summary>
public sealed record AutoscaleDescription
{
    /// <summary>Replicas that always serve.</summary>
    [Field("min", Minimum = 1)] public int Min { get; init; } = 1;

    /// <summary>Replicas that there can be.</summary>
    [Field("max", Minimum = 1, Maximum = 100_000)] public required int Max { get; init; }

    /// <summary>Requests in flight that a replica should have; or <see cref="Utilisation"/>.</summary>
    [Field("requests", Minimum = 1e-3)] public double? Requests { get; init; }

    /// <summary>The part of the time in which an engine's steps should run; or <see cref="Requests"/>.</summary>
    [Field("utilisation", Maximum = 1)] public double? Utilisation { get; init; }

    /// <summary>Time from one look to the next.</summary>
    [Field("interval", Dimension.Seconds, Minimum = 1e-3)] public double IntervalSeconds { get; init; } = 15;

    /// <summary>Time from the decision until a replica takes requests: machine, image, weights, graphs. Default: two minutes, estimated.</summary>
    [Field("start_up", Dimension.Seconds, Minimum = 0)] public double StartUpSeconds { get; init; } = 120;

    /// <summary>Time for which fewer must have been wanted before any stops.</summary>
    [Field("cool_down", Dimension.Seconds, Minimum = 0)] public double CoolDownSeconds { get; init; } = 60;

    /// <summary>The policy.</summary>
    /// <returns>The policy.</returns>
    /// <exception cref="InputException">More replicas always serve than there can be, or not exactly one target is given.</exception>
    public AutoscalePolicy ToPolicy()
    {
        if (Max < Min)
        {
            throw new InputException($"{Max} is below min, {Min}; accepted: at least that", key: "autoscale.max");
        }

        return Requests is null != Utilisation is null
            ? new AutoscalePolicy(Min, Max)
            {
                Requests = Requests,
                Utilisation = Utilisation,
                IntervalSeconds = IntervalSeconds,
                StartUpSeconds = StartUpSeconds,
                CoolDownSeconds = CoolDownSeconds,
            }
            : throw new InputException("accepted: one of requests and utilisation", key: "autoscale.requests");
    }
}
