namespace Simulator.Reporting.Steps;

/// <summary>An operator of a step; seconds, bytes and FLOP of one run unless the name says otherwise.</summary>
public sealed record StepOperator
{
    /// <summary>Its name in the trace, such as <c>mlp.down</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, such as <c>gemm</c>.</summary>
    public required string Op { get; init; }

    /// <summary>Its formats.</summary>
    public string Precision { get; init; } = "";

    /// <summary>Its shape.</summary>
    public string Shape { get; init; } = "";

    /// <summary>How often it runs.</summary>
    public double Repeat { get; init; } = 1;

    /// <summary>The stream that it runs on; 0 is the main one.</summary>
    public int Stream { get; init; }

    /// <summary>All runs together.</summary>
    public double TotalSeconds { get; init; }

    /// <summary>What they add to the step.</summary>
    public double ExposedSeconds { get; init; }

    /// <summary>Where the price comes from.</summary>
    public string Provenance { get; init; } = "";

    /// <summary>One run.</summary>
    public required double Seconds { get; init; }

    /// <summary>One run at the datasheet's peaks.</summary>
    public double RooflineSeconds { get; init; }

    /// <summary>What binds it.</summary>
    public string Bound { get; init; } = "";

    /// <summary>Its tiling.</summary>
    public string Tile { get; init; } = "";

    /// <summary>Operations.</summary>
    public double Flops { get; init; }

    /// <summary>Bytes through the memory interface.</summary>
    public double MemoryBytes { get; init; }

    /// <summary>The seconds that each resource would need alone.</summary>
    public StepResources ResourceSeconds { get; init; } = new();
}
