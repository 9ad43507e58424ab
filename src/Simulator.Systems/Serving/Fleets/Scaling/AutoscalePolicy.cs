namespace Simulator.Systems.Serving.Fleets.Scaling;

/// <summary>
/// When replicas start and stop: at every look, as many are wanted as keep the target, ⌈load / target⌉ (the rule of Kubernetes' horizontal pod autoscaler).
/// </summary>
/// <param name="Least">Replicas that always serve, at least 1.</param>
/// <param name="Most">Replicas that there can be, at least <paramref name="Least"/>.</param>
public sealed record AutoscalePolicy(int Least, int Most)
{
    /// <summary>Requests in flight that a replica should have; null where <see cref="Utilisation"/> counts.</summary>
    public double? Requests { get; init; }

    /// <summary>The part of the time in which an engine's steps should run, from 0 to 1; null where <see cref="Requests"/> counts.</summary>
    public double? Utilisation { get; init; }

    /// <summary>Time from one look to the next, in seconds, above 0.</summary>
    public double IntervalSeconds { get; init; } = 15;

    /// <summary>Time from the decision until a replica takes requests, in seconds, at least 0: a machine, an image, weights, graphs.</summary>
    public double StartUpSeconds { get; init; } = 120;

    /// <summary>Time for which fewer must have been wanted before any stops, in seconds, at least 0.</summary>
    public double CoolDownSeconds { get; init; } = 60;
}
