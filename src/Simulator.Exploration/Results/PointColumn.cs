using System.Text.Json.Serialization;

namespace Simulator.Exploration.Results;

/// <summary>One column of <c>points.csv</c>, as the manifest describes it.</summary>
/// <param name="Name">The heading, such as <c>gpu.memory.bandwidth</c> or <c>decode.tpot</c>.</param>
/// <param name="Role">What it holds.</param>
/// <param name="Unit">The SI unit of its numbers, such as <c>B/s</c> or <c>m2</c>; empty for pure numbers and for text.</param>
public sealed record PointColumn(string Name, ColumnRole Role, string Unit = "")
{
    /// <summary>Whether the values are numbers; text otherwise.</summary>
    public bool IsNumber { get; init; } = true;

    /// <summary>Whether the column is an objective, and which way is better; null where it is none.</summary>
    public Goal? Objective { get; init; }

    /// <summary>Where the figures come from; null for predictions and for what is no figure.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ColumnProvenance? Provenance { get; init; }

    /// <summary>The index column.</summary>
    public static PointColumn Index { get; } = new("point", ColumnRole.Index);

    /// <summary>The status column.</summary>
    public static PointColumn Status { get; } = new("status", ColumnRole.Status) { IsNumber = false };
}
