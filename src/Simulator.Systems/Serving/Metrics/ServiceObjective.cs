namespace Simulator.Systems.Serving.Metrics;

/// <summary>What users are promised; a request counts for goodput where it keeps both.</summary>
/// <param name="TtftSeconds">The longest time to first token.</param>
/// <param name="TpotSeconds">The longest time per output token.</param>
public readonly record struct ServiceObjective(double TtftSeconds = double.PositiveInfinity, double TpotSeconds = double.PositiveInfinity)
{
    /// <summary>Nothing is promised; <c>default</c> stands for it where an objective may be left out.</summary>
    public static ServiceObjective None { get; } = new(double.PositiveInfinity, double.PositiveInfinity);
}
