using System.Text.Json.Serialization;

namespace Simulator.Reporting.Steps;

/// <summary>What more of one resource would buy.</summary>
/// <param name="Resource">The resource's name.</param>
/// <param name="Elasticity">−∂ln(time)/∂ln(resource).</param>
/// <param name="TimeChange">Relative change of the time with 10 % more; negative is faster.</param>
public sealed record StepElasticity(string Resource, double Elasticity, [property: JsonPropertyName("time_change_at_10_percent")] double TimeChange);
