namespace Simulator.Exploration.Metrics;

/// <summary>How a figure of several workloads becomes one of the mix.</summary>
internal enum Mixing
{
    /// <summary>The mean, by weight: times, energies.</summary>
    Mean,

    /// <summary>The harmonic mean, by weight: rates, so that the times per token are averaged.</summary>
    Rate,

    /// <summary>The largest: what a design must be able to hold.</summary>
    Largest,

    /// <summary>The smallest: the worst of what should be large.</summary>
    Smallest,
}
