using System.Collections.Immutable;
using Simulator.Exploration.Designs;
using Simulator.Exploration.Evaluation;
using Simulator.Exploration.Expressions;
using Simulator.Exploration.Metrics;
using Simulator.Exploration.Results;

namespace Simulator.Exploration.Experiments;

/// <summary>The columns of <c>points.csv</c>: number, parameters, what is derived, status, figures, what the experiment defines, objectives that are expressions.</summary>
internal static class PointColumns
{
    /// <summary>Lists the columns.</summary>
    public static ImmutableArray<PointColumn> Of(
        ImmutableArray<VariedParameter> parameters, ImmutableArray<DerivedValue> derived, ImmutableArray<Slot> slots, ImmutableArray<(Goal Goal, Expression Value)> objectives)
    {
        var goals = objectives.GroupBy(o => o.Value.Text).ToDictionary(g => g.Key, g => g.First().Goal);
        IEnumerable<PointColumn> columns =
        [
            PointColumn.Index,
            .. parameters.Select(p => Input(p.Target, ColumnRole.Parameter)),
            .. derived.Select(d => Input(d.Target, ColumnRole.Derived)),
            PointColumn.Status,
            .. slots.Where(s => s.IsFigure).Concat(slots.OfType<ExpressionSlot>()).Select(s => Metric(s.Name, s.Unit) with { Provenance = s.IsMeasured ? ColumnProvenance.Measured : null }),
            .. Composite(slots, objectives).Select(o => Metric(o.Text, o.Unit)),
        ];
        return [.. columns];

        PointColumn Metric(string name, UnitSignature unit) =>
            new(name, ColumnRole.Metric, unit.ToString()) { Objective = goals.TryGetValue(name, out var goal) ? goal : null };
    }

    /// <summary>The objectives that are not a column already.</summary>
    public static IEnumerable<Expression> Composite(ImmutableArray<Slot> slots, ImmutableArray<(Goal Goal, Expression Value)> objectives) =>
        objectives.Select(o => o.Value).Where(o => !slots.Any(s => s.Name == o.Text && (s.IsFigure || s is ExpressionSlot))).DistinctBy(o => o.Text);

    private static PointColumn Input(DesignTarget target, ColumnRole role) => new(target.Name, role, target.IsNumber ? UnitSignature.Of(target.Dimension).ToString() : "")
    {
        IsNumber = target.IsNumber,
    };
}
