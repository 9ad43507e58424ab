namespace Simulator.Reporting.Figures;

/// <summary>How a line joins its points.</summary>
public enum LineShape
{
    /// <summary>Straight from point to point.</summary>
    Straight,

    /// <summary>Level up to the next point's x, then up or down to it.</summary>
    Step,
}
