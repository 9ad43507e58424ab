using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Technology;

/// <summary>How dies become parts, and what that costs.</summary>
public sealed record PackagingDescription
{
    /// <summary>Rim of a wafer that yields no dies, in metres.</summary>
    [Field("edge_exclusion", Dimension.Metres, Minimum = 0, Maximum = 0.1)] public required double EdgeExclusionMetres { get; init; }

    /// <summary>Width of the saw street between dies, in metres.</summary>
    [Field("scribe", Dimension.Metres, Minimum = 0, Maximum = 0.01)] public required double ScribeMetres { get; init; }

    /// <summary>How defects cluster: α of the negative binomial yield; large values approach a Poisson law.</summary>
    [Field("clustering", Maximum = 1000)] public required double Clustering { get; init; }

    /// <summary>A silicon interposer with its assembly, by area.</summary>
    [Field("interposer", Dimension.DollarsPerSquareMetre)] public required double InterposerDollarsPerSquareMetre { get; init; }

    /// <summary>Area of an interposer relative to the dies and stacks that stand on it.</summary>
    [Field("interposer_margin", Minimum = 1, Maximum = 10)] public required double InterposerMargin { get; init; }

    /// <summary>An organic substrate with its assembly, by the area of what stands on it.</summary>
    [Field("substrate", Dimension.DollarsPerSquareMetre)] public required double SubstrateDollarsPerSquareMetre { get; init; }

    /// <summary>Share of packages that come out whole.</summary>
    [Field("assembly_yield", Maximum = 1)] public required double AssemblyYield { get; init; }

    /// <summary>Test of one packaged part, in US dollars.</summary>
    [Field("test", Dimension.Dollars, Minimum = 0, Maximum = 1e5)] public required double TestDollars { get; init; }
}
