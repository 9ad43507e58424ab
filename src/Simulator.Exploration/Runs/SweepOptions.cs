namespace Simulator.Exploration.Runs;

/// <summary>How a sweep is run; nothing here changes its results.</summary>
public sealed record SweepOptions
{
    /// <summary>The part of the space. Default: all of it.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>Threads. Default: as many as logical processors.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether points that are on disk are kept.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether a finished run is done again.</summary>
    public bool Force { get; init; }
}
