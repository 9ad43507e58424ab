namespace Simulator.Measurement.Training.Casts;

/// <summary>Counts of one part of a cast while it runs.</summary>
internal struct CastTally
{
    internal long Elements;
    internal long NonZero;
    internal long Underflows;
    internal long Saturations;

    /// <summary>The counts so far.</summary>
    internal readonly CastCounts Counts => new(Elements, NonZero, Underflows, Saturations);
}
