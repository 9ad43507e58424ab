namespace Simulator.Exploration.Results;

/// <summary>Which way an objective is better.</summary>
public enum Goal
{
    /// <summary>Less is better.</summary>
    Minimise,

    /// <summary>More is better.</summary>
    Maximise,
}
