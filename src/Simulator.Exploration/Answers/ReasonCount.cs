namespace Simulator.Exploration.Answers;

/// <summary>Points that cannot be run for one reason.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Points">How many points.</param>
public sealed record ReasonCount(string Reason, long Points);
