using Simulator.Reporting.Figures;

namespace Simulator.Reporting.Svg;

/// <summary>The measures of a page in user units.</summary>
/// <param name="Width">Across.</param>
/// <param name="Text">The size of text.</param>
/// <param name="Small">The size of labels inside the plot.</param>
/// <param name="NameShare">The share of the width that names at the left may take.</param>
/// <param name="Stretch">How much taller than on a wide page a plot is, for its width.</param>
internal sealed record PageSize(double Width, double Text, double Small, double NameShare, double Stretch)
{
    /// <summary>The measures of a size.</summary>
    public static PageSize Of(FigureSize size) => size == FigureSize.Wide ? new PageSize(720, 12.5, 11.5, 0.34, 1) : new PageSize(360, 12, 11, 0.38, 1.6);
}
