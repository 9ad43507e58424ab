using System.Text.Json.Serialization;

namespace Simulator.Reporting.Serving;

/// <summary>What users of a serving run are promised; null for nothing.</summary>
/// <param name="TtftSeconds">The longest time to first token.</param>
/// <param name="TpotSeconds">The longest time per output token.</param>
public sealed record ServingObjective([property: JsonPropertyName("ttft_s")] double? TtftSeconds, [property: JsonPropertyName("tpot_s")] double? TpotSeconds);
