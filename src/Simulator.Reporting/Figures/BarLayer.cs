namespace Simulator.Reporting.Figures;

/// <summary>
/// Bars of one series: upright where the x axis holds categories, level where the y axis does; on two value axes, upright at the category's value. Stacked
/// series begin where the one
/// before ends; grouped ones take a slot each.
/// </summary>
/// <param name="Bars">The bars.</param>
public sealed record BarLayer(IReadOnlyList<Bar> Bars) : Layer
{
    /// <summary>Which slot of a group it takes, from 0.</summary>
    public int Slot { get; init; }

    /// <summary>How many slots a group has; 1 where bars stand alone or are stacked.</summary>
    public int Slots { get; init; } = 1;

    /// <summary>Whether labels stand inside the bars, as in stacks and time lines, rather than at their ends.</summary>
    public bool LabelsInside { get; init; }

    /// <summary>Whether the bars are outlines around others, such as a capacity.</summary>
    public bool IsOutline { get; init; }

    /// <summary>Share of a category's room that the bars take, from 0 to 1.</summary>
    public double Fill { get; init; } = 0.72;
}
