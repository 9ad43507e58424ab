namespace Simulator.Systems.Serving.Planning;

/// <summary>What 10 % more of a hardware resource buys.</summary>
/// <param name="Resource">The resource, of all GPUs of the layout.</param>
/// <param name="Rate">The highest rate with it, in requests (sessions) per second.</param>
/// <param name="Change">Relative change of goodput.</param>
public sealed record ResourceGain(string Resource, double Rate, double Change);
