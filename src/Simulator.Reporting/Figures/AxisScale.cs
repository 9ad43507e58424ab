namespace Simulator.Reporting.Figures;

/// <summary>How an axis maps values to places.</summary>
public enum AxisScale
{
    /// <summary>In proportion.</summary>
    Linear,

    /// <summary>By powers of two; values above 0.</summary>
    Log2,

    /// <summary>By powers of ten; values above 0.</summary>
    Log10,

    /// <summary>One place per name: value 0 is the first name's middle, 1 the second's.</summary>
    Category,
}
