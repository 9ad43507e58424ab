using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Formats;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Tests.Descriptions;

public enum Shade
{
    DarkRed,
    Hbm3e,
}

public sealed record Part
{
    [Field("size", Dimension.Bytes, Maximum = 1e9)] public required double Size { get; init; }

    [Field("count", Minimum = 1, Maximum = 100)] public int Count { get; init; } = 7;
}

/// <summary>A record with every kind of field.</summary>
public sealed record Example
{
    [Field("id")] public required string Id { get; init; }

    [Field("part")] public required Part Part { get; init; }

    [Field("spare")] public Part? Spare { get; init; }

    [Field("shade")] public Shade Shade { get; init; }

    [Field("ratio")] public double? Ratio { get; init; }

    [Field("parameters")] public long Parameters { get; init; }

    [Field("flag")] public bool Flag { get; init; }

    [Field("format")] public NumberFormat? Format { get; init; }

    [Field("names")] public ImmutableArray<string> Names { get; init; } = [];

    [Field("sizes", Dimension.Bytes)] public IReadOnlyList<double> Sizes { get; init; } = [];

    [Field("parts")] public ImmutableArray<Part> Parts { get; init; } = [];

    [Field("table", Dimension.Seconds)] public ImmutableDictionary<string, double> Table { get; init; } = ImmutableDictionary<string, double>.Empty;

    [Field("axes")] public IReadOnlyDictionary<string, ImmutableArray<string>> Axes { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;
}
