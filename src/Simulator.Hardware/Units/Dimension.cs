namespace Simulator.Hardware.Units;

/// <summary>The physical dimension of a value in a description; the comment names the SI unit that the value has inside the program.</summary>
public enum Dimension
{
    /// <summary>A pure number: a count, a ratio.</summary>
    None,

    /// <summary>Bytes (<c>50 MB</c>, <c>48 GiB</c>).</summary>
    Bytes,

    /// <summary>Bytes per second (<c>3.35 TB/s</c>).</summary>
    BytesPerSecond,

    /// <summary>Bytes per clock cycle (<c>128 B/clk</c>).</summary>
    BytesPerClock,

    /// <summary>Operations per second (<c>989.4 TFLOP/s</c>).</summary>
    OperationsPerSecond,

    /// <summary>Hertz (<c>1.83 GHz</c>).</summary>
    Hertz,

    /// <summary>Seconds (<c>560 ns</c>).</summary>
    Seconds,

    /// <summary>Watts (<c>700 W</c>).</summary>
    Watts,

    /// <summary>Square metres (<c>814 mm2</c>).</summary>
    SquareMetres,

    /// <summary>Metres (<c>300 mm</c>).</summary>
    Metres,

    /// <summary>Joules (<c>0.74 pJ</c>).</summary>
    Joules,

    /// <summary>Watts per square metre (<c>0.06 W/mm2</c>).</summary>
    WattsPerSquareMetre,

    /// <summary>Per square metre (<c>0.1 /cm2</c>): a density of defects.</summary>
    PerSquareMetre,

    /// <summary>US dollars (<c>17 kUSD</c>).</summary>
    Dollars,

    /// <summary>US dollars per square metre (<c>0.25 USD/mm2</c>).</summary>
    DollarsPerSquareMetre,
}
