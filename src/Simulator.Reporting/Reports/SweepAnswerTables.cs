using Simulator.Exploration.Answers;
using Simulator.Reporting.Figures;

namespace Simulator.Reporting.Reports;

/// <summary>Tables of what a sweep found.</summary>
internal static class SweepAnswerTables
{
    /// <summary>The best designs by the first objective, with intervals and tie groups.</summary>
    public static DataTable Top(SweepAnswers answers)
    {
        var designs = answers.Top[0].Designs.Select(d => (Ranked: d, Design: answers.Find(d.Point))).Where(d => d.Design is not null).ToArray();
        List<DataColumn> columns = [DataColumn.Of("point", "", designs.Select(d => (double)d.Ranked.Point)),
            DataColumn.Of("tie group", "", designs.Select(d => (double)d.Ranked.TieGroup))];
        columns.AddRange(answers.Parameters.Select((name, i) => DataColumn.Of(name, designs.Select(d => d.Design!.Parameters[i]))));
        for (var o = 0; o < answers.Objectives.Length; o++)
        {
            var (objective, place) = (answers.Objectives[o], o);
            columns.Add(DataColumn.Of(objective.Name, objective.Unit, designs.Select(d => d.Design!.Objectives[place].Value)));
            if (designs.Any(d => d.Design!.Objectives[place].Low < d.Design.Objectives[place].High))
            {
                columns.Add(DataColumn.Of("low", objective.Unit, designs.Select(d => d.Design!.Objectives[place].Low)));
                columns.Add(DataColumn.Of("high", objective.Unit, designs.Select(d => d.Design!.Objectives[place].High)));
            }
        }

        return new DataTable(columns);
    }

    /// <summary>What each constraint excludes and costs.</summary>
    public static DataTable Constraints(SweepAnswers answers)
    {
        var effects = answers.Constraints.Effects;
        List<DataColumn> columns =
        [
            DataColumn.Of("constraint", effects.Select(e => e.Constraint)), DataColumn.Of("designs that miss it", "", effects.Select(e => (double)e.Violated)),
            DataColumn.Of("and no other", "", effects.Select(e => (double)e.OnlyViolated)),
        ];
        columns.AddRange(answers.Objectives.Select((o, i) => DataColumn.Of($"{o.Name} better without it by", "%",
            effects.Select(e => 100 * (e.Gains[i] ?? double.NaN)))));
        return new DataTable(columns);
    }
}
