using System.Collections.Immutable;

namespace Simulator.Systems.Serving.Fleets;

/// <summary>The engines of one replica, its data-parallel groups, which start and stop together.</summary>
/// <param name="engines">The engines.</param>
public sealed class ScalingUnit(ImmutableArray<Replica> engines)
{
    private double held;

    /// <summary>The engines.</summary>
    public ImmutableArray<Replica> Engines { get; } = engines;

    /// <summary>What it is doing.</summary>
    public UnitState State { get; private set; }

    /// <summary>Since when it holds its GPUs, in seconds, where it does.</summary>
    public double Since { get; private set; }

    /// <summary>Requests in its engines, or on their way to them.</summary>
    public int Load => Engines.Sum(e => e.Load);

    /// <summary>The time for which it held its GPUs.</summary>
    /// <param name="now">Until when, in seconds.</param>
    /// <returns>Seconds.</returns>
    public double HeldSeconds(double now) => held + (State == UnitState.Off ? 0 : now - Since);

    internal void Become(UnitState state, double now)
    {
        if (State == UnitState.Off)
        {
            Since = now;
        }
        else if (state == UnitState.Off)
        {
            held += now - Since;
        }

        State = state;
    }
}
