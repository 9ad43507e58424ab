namespace Simulator.Reporting.Figures;

/// <summary>The values of a figure's layers on each axis.</summary>
public static class FigureExtent
{
    /// <summary>Values on one of the axes; bars give their ends.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="across">Whether the axis across is meant, rather than the one up.</param>
    /// <returns>The values, in no order.</returns>
    public static IEnumerable<double> Of(Figure figure, bool across)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return across ? OfX(figure) : OfY(figure);
    }

    private static IEnumerable<double> OfX(Figure figure) => figure.Layers.SelectMany(layer => layer switch
    {
        LineLayer l => l.X,
        ScatterLayer s => s.X,
        BandLayer b => b.X,
        BarLayer b when figure.Y.Scale == AxisScale.Category => b.Bars.SelectMany(Ends),
        BarLayer b => b.Bars.Select(bar => bar.Category),
        RuleLayer { IsVertical: true } r => [r.Value],
        AnnotationLayer a => [a.X],
        _ => (IEnumerable<double>)[],
    });

    private static IEnumerable<double> OfY(Figure figure) => figure.Layers.SelectMany(layer => layer switch
    {
        LineLayer l => l.Y,
        ScatterLayer s => s.Y.Concat(s.Low ?? []).Concat(s.High ?? []),
        BandLayer b => b.Low.Concat(b.High),
        BarLayer b when figure.Y.Scale != AxisScale.Category => b.Bars.SelectMany(Ends),
        RuleLayer { IsVertical: false } r => [r.Value],
        AnnotationLayer a => [a.Y],
        _ => (IEnumerable<double>)[],
    });

    private static IEnumerable<double> Ends(Bar bar) => [bar.From, bar.To, bar.Low ?? bar.To, bar.High ?? bar.To];
}
