namespace Simulator.Reporting.Figures;

/// <summary>For which page a figure is laid out.</summary>
public enum FigureSize
{
    /// <summary>A desktop or a printed page: 720 units across.</summary>
    Wide,

    /// <summary>A phone: 360 units across.</summary>
    Narrow,
}
