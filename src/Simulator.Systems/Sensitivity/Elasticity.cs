namespace Simulator.Systems.Sensitivity;

/// <summary>How a step's time answers to one resource.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Value">
/// The elasticity −∂ln(time)/∂ln(resource), from a change of 10 %: 1 where time falls in proportion, 0 where the resource does not matter.
/// </param>
/// <param name="TimeChange">Relative change of the time with 10 % more (launch overhead: 10 % more launches per second); negative is faster.</param>
public sealed record Elasticity(Resource Resource, double Value, double TimeChange);
