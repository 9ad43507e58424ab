namespace Simulator.Exploration.Results;

/// <summary>Where the figures of a column come from, where they are no predictions.</summary>
public enum ColumnProvenance
{
    /// <summary>Measured: operands were really rounded, multiplied and compared.</summary>
    Measured,
}
