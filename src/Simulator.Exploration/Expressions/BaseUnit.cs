namespace Simulator.Exploration.Expressions;

/// <summary>The units that every unit of an expression is a product of powers of. A joule is a watt second, a hertz is one per second.</summary>
public enum BaseUnit
{
    /// <summary>Byte (<c>B</c>).</summary>
    Byte,

    /// <summary>Floating-point or integer operation (<c>FLOP</c>, <c>OP</c>).</summary>
    Operation,

    /// <summary>Dollar (<c>USD</c>).</summary>
    Dollar,

    /// <summary>Watt (<c>W</c>).</summary>
    Watt,

    /// <summary>Metre (<c>m</c>).</summary>
    Metre,

    /// <summary>Clock cycle (<c>clk</c>).</summary>
    Cycle,

    /// <summary>Second (<c>s</c>).</summary>
    Second,

    /// <summary>Decibel (<c>dB</c>), of ratios of powers: no expression turns it into another unit.</summary>
    Decibel,
}
