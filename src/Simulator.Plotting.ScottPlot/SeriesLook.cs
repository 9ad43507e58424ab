using ScottPlot;
using ScottPlot.Hatches;
using Simulator.Reporting.Figures;

namespace Simulator.Plotting.ScottPlot;

/// <summary>How a series looks: the colours of the built-in renderer, with markers, dashes and hatches so that none has to be told by its colour.</summary>
internal static class SeriesLook
{
    private static readonly Color[] Colours = [.. new[] { "#0072b2", "#d55e00", "#009e73", "#b0508c", "#b07c00", "#3a9fd6", "#6b7280", "#5b4bb7" }
        .Select(Color.FromHex)];

    private static readonly MarkerShape[] Shapes =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond, MarkerShape.FilledTriangleDown,
            MarkerShape.Cross,
        MarkerShape.OpenCircle, MarkerShape.HashTag,
    ];

    private static readonly MarkerShape[] Outlines =
    [
        MarkerShape.OpenCircle, MarkerShape.OpenSquare, MarkerShape.OpenTriangleUp, MarkerShape.OpenDiamond, MarkerShape.OpenTriangleDown, MarkerShape.Cross,
        MarkerShape.OpenCircle, MarkerShape.HashTag,
    ];

    private static readonly LinePattern[] Patterns =
        [LinePattern.Solid, LinePattern.Dashed, LinePattern.Dotted, LinePattern.DenselyDashed, LinePattern.Dashed, LinePattern.DenselyDashed,
            LinePattern.Dotted, LinePattern.Dashed];

    /// <summary>The colour.</summary>
    public static Color Colour(Layer layer) => layer.Style < 0 ? Color.FromHex("#4d5763") : Colours[layer.Style % Colours.Length];

    /// <summary>The marker.</summary>
    public static MarkerShape Shape(Layer layer) => layer is ScatterLayer { IsHollow: true } ? Outlines[Math.Max(0, layer.Style) % Outlines.Length]
        : layer.IsMuted || layer.Style < 0 ? MarkerShape.FilledCircle : Shapes[layer.Style % Shapes.Length];

    /// <summary>The dashes.</summary>
    public static LinePattern Dashes(Layer layer) => layer.Style < 0 ? LinePattern.Solid : Patterns[layer.Style % Patterns.Length];

    /// <summary>The hatch over a bar; null for a plain one.</summary>
    public static IHatch? Hatch(Layer layer) => (layer.Style < 0 ? 0 : layer.Style % Colours.Length) switch
    {
        1 => new Striped(StripeDirection.DiagonalUp),
        2 => new Dots(),
        3 => new Striped(StripeDirection.DiagonalDown),
        4 => new Striped(StripeDirection.Horizontal),
        5 => new Checker(),
        6 => new Striped(StripeDirection.Vertical),
        7 => new Grid(),
        _ => null,
    };
}
