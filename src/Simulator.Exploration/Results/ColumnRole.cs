namespace Simulator.Exploration.Results;

/// <summary>What a column of <c>points.csv</c> holds.</summary>
public enum ColumnRole
{
    /// <summary>The point's number in the design space, from 0.</summary>
    Index,

    /// <summary>A value that the experiment varies.</summary>
    Parameter,

    /// <summary>A value of the design that follows from parameters.</summary>
    Derived,

    /// <summary>Whether the point can be built and run: <c>ok</c>, or why not.</summary>
    Status,

    /// <summary>A predicted figure.</summary>
    Metric,
}
