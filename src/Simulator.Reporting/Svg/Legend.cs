using Simulator.Reporting.Figures;
using Simulator.Reporting.Typography;

namespace Simulator.Reporting.Svg;

/// <summary>The legend above a plot: rows of samples and names, as wide as the page.</summary>
internal sealed class Legend
{
    /// <summary>The room of a sample.</summary>
    public const double Sample = 24;

    /// <summary>The width of a heat map's scale.</summary>
    public const double ScaleWidth = 150;

    private const double Gap = 6;
    private const double Between = 16;
    private const double RowHeight = 19;
    private const double ScaleHeight = 34;

    private Legend(IReadOnlyList<LegendEntry> entries, HeatLayer? heat, double height) => (Entries, Heat, Height) = (entries, heat, height);

    /// <summary>The names, placed from the page's top left corner.</summary>
    public IReadOnlyList<LegendEntry> Entries { get; }

    /// <summary>The heat map whose scale stands under the names; null for none.</summary>
    public HeatLayer? Heat { get; }

    /// <summary>The height of all.</summary>
    public double Height { get; }

    /// <summary>Where the heat map's scale begins.</summary>
    public double ScaleTop => Height - ScaleHeight + 4;

    /// <summary>Lays a legend out.</summary>
    public static Legend Of(Figure figure, PageSize page)
    {
        var named = figure.Layers.Where(l => l.Name is not null && l is not HeatLayer).GroupBy(l => l.Name!)
            .Select(g => (Name: g.Key, Layers: (IReadOnlyList<Layer>)[.. g])).ToList();
        var heat = figure.Layers.OfType<HeatLayer>().FirstOrDefault();
        if (heat is not null && heat.Values.Any(v => !double.IsFinite(v)))
        {
            named.Add((heat.MissingName, [heat]));
        }

        List<LegendEntry> entries = [];
        double left = 0, top = 0;
        if (named.Count > 1 || heat is not null || named.Exists(n => n.Layers[0] is BandLayer or LineLayer))
        {
            foreach (var (name, layers) in named)
            {
                var text = TextMetrics.Fit(name, page.Text, page.Width - Sample - Gap);
                var width = Sample + Gap + TextMetrics.Width(text, page.Text);
                if (left > 0 && left + width > page.Width)
                {
                    (left, top) = (0, top + RowHeight);
                }

                entries.Add(new LegendEntry(text, layers, left, top));
                left += width + Between;
            }
        }

        var height = (entries.Count > 0 ? top + RowHeight + 3 : 0) + (heat is null ? 0 : ScaleHeight);
        return new Legend(entries, heat, height);
    }
}
