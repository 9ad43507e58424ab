namespace Simulator.Exploration.Answers;

/// <summary>How a hypervolume was found.</summary>
public enum VolumeMethod
{
    /// <summary>In closed form, by a sweep or by slicing: exact up to rounding.</summary>
    Exact,

    /// <summary>By counting quasi-random samples: with a standard error.</summary>
    Sampled,
}
