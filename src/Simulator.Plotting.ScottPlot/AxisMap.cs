using ScottPlot;
using ScottPlot.TickGenerators;
using Simulator.Reporting.Figures;
using Simulator.Reporting.Scales;

namespace Simulator.Plotting.ScottPlot;

/// <summary>An axis of a figure on an axis of ScottPlot, whose axes are all linear: logarithms and categories are mapped to numbers, ticks are the figure's
/// own.</summary>
internal sealed class AxisMap
{
    private const int Ticks = 7;
    private const double LabelRoom = 0.12;
    private readonly Axis axis;
    private readonly bool downwards;
    private readonly IReadOnlyList<Simulator.Reporting.Scales.Tick> ticks;
    private readonly string unit;

    private AxisMap(Axis axis, bool downwards, double min, double max)
    {
        (this.axis, this.downwards) = (axis, downwards);
        (ticks, unit) = TickFinder.Of(axis, min, max, Ticks);
        (Min, Max) = (Math.Min(Place(min), Place(max)), Math.Max(Place(min), Place(max)));
    }

    /// <summary>The lower end.</summary>
    public double Min { get; }

    /// <summary>The upper end.</summary>
    public double Max { get; }

    /// <summary>Whether it holds categories.</summary>
    public bool IsCategory => axis.Scale == AxisScale.Category;

    /// <summary>The axis of a figure, as far as its data reach.</summary>
    public static AxisMap Of(Figure figure, bool across)
    {
        var axis = across ? figure.X : figure.Y;
        var (min, max) = AxisMapping.Domain(axis, FigureExtent.Of(figure, across), Ticks);
        if (across && axis is { Scale: AxisScale.Linear, Max: null }
            && figure.Layers.OfType<BarLayer>().Any(b => !b.LabelsInside && b.Bars.Any(bar => bar.Label is not null)))
        {
            // Labels at the ends of bars need room too.
            (min, max) = (min < 0 ? min - LabelRoom * (max - min) : min, max > 0 ? max + LabelRoom * (max - min) : max);
        }

        return new AxisMap(axis, !across && axis.Scale == AxisScale.Category, min, max);
    }

    /// <summary>Where a value goes; categories on the axis up run from the top.</summary>
    public double Place(double value) => axis.Scale switch
    {
        AxisScale.Category => downwards ? axis.Categories.Count - 1 - value : value,
        AxisScale.Linear => value,
        _ => value > 0 ? Math.Log10(value) : double.NaN,
    };

    /// <summary>Sets ticks and title.</summary>
    public void Apply(IAxis target)
    {
        target.TickGenerator = new NumericManual([.. ticks.Select(t => Place(t.Value))], [.. ticks.Select(t => t.Label)]);
        target.Label.Text = unit.Length > 0 ? $"{axis.Label}, {unit}" : axis.Label;
        target.Label.Bold = false;
    }
}
