namespace Simulator.Systems.Differences;

/// <summary>What became of an operator from one model to another.</summary>
public enum OperatorChange
{
    /// <summary>It is the same in shape, precision and number.</summary>
    Same,

    /// <summary>Its shape, precision or number changes.</summary>
    Changes,

    /// <summary>The second model alone has it.</summary>
    Appears,

    /// <summary>The first model alone has it.</summary>
    Disappears,
}
