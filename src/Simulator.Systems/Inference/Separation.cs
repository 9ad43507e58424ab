namespace Simulator.Systems.Inference;

/// <summary>Whether the model can tell two predictions apart.</summary>
public enum Separation
{
    /// <summary>The interval of the ratio holds 1: which one is faster is left open.</summary>
    NotSeparable,

    /// <summary>Faster, whatever the two errors within their intervals.</summary>
    Faster,

    /// <summary>Slower, whatever the two errors within their intervals.</summary>
    Slower,
}
