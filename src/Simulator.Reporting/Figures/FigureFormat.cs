namespace Simulator.Reporting.Figures;

/// <summary>A file format of figures.</summary>
public enum FigureFormat
{
    /// <summary>Scalable vector graphics.</summary>
    Svg,

    /// <summary>Pixels.</summary>
    Png,
}
