using Simulator.Reporting.Figures;
using Simulator.Reporting.Typography;

namespace Simulator.Reporting.Svg;

/// <summary>How far a value axis has to reach so that the labels at the ends of level bars find room.</summary>
internal static class BarLabelRoom
{
    private const double PlotShare = 0.72;
    private const double MostShare = 0.6;
    private const double Gap = 10;

    /// <summary>Values that the axis across has to hold beside its data.</summary>
    public static IEnumerable<double> Of(Figure figure, PageSize page)
    {
        if (figure.Y.Scale != AxisScale.Category || figure.X.Scale != AxisScale.Linear)
        {
            yield break;
        }

        var bars = figure.Layers.OfType<BarLayer>().Where(b => !b.LabelsInside).SelectMany(b => b.Bars).Where(b => double.IsFinite(b.To)).ToArray();
        if (bars.Length == 0)
        {
            yield break;
        }

        double least = Math.Min(0, bars.Min(Low)), most = Math.Max(0, bars.Max(High));
        foreach (var bar in bars.Where(b => b.Label is { Length: > 0 }))
        {
            var share = Math.Min(MostShare, (TextMetrics.Width(bar.Label!, page.Small) + Gap) / (PlotShare * page.Width));
            yield return bar.To >= bar.From ? least + (High(bar) - least) / (1 - share) : most - (most - Low(bar)) / (1 - share);
        }
    }

    private static double High(Bar bar) => Math.Max(bar.To, bar.High ?? bar.To);

    private static double Low(Bar bar) => Math.Min(bar.To, bar.Low ?? bar.To);
}
