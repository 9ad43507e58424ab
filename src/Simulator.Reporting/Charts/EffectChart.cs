using Simulator.Exploration.Answers;
using Simulator.Reporting.Figures;

namespace Simulator.Reporting.Charts;

/// <summary>How much of each objective's variance each parameter explains.</summary>
public static class EffectChart
{
    private const int MostParameters = 16;

    /// <summary>Draws the answers of a sweep.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure; null where no objective varies.</returns>
    public static Figure? Of(SweepAnswers answers, string id)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var effects = answers.Marginal.Where(m => m.VarianceShares.Any(s => s is > 0)).OrderByDescending(m => m.VarianceShares[0] ?? 0).Take(MostParameters)
            .ToArray();
        if (effects.Length == 0)
        {
            return null;
        }

        List<Layer> layers = [];
        List<(string Parameter, string Objective, double Share)> rows = [];
        for (var o = 0; o < answers.Objectives.Length; o++)
        {
            List<Bar> bars = [];
            for (var p = 0; p < effects.Length; p++)
            {
                if (effects[p].VarianceShares[o] is { } share)
                {
                    bars.Add(new Bar(p, 0, 100 * share, rows.Count, answers.Objectives.Length <= 3 ? Wording.Percent(share) : null));
                    rows.Add((effects[p].Name, answers.Objectives[o].Name, 100 * share));
                }
            }

            layers.Add(new BarLayer(bars)
            {
                Name = answers.Objectives.Length > 1 ? answers.Objectives[o].Name : null,
                Style = o,
                Slot = o,
                Slots = answers.Objectives.Length
            });
        }

        return new Figure(
            id, "What each parameter explains",
            $"Level bars: the share of an objective's variance that the parameter's values explain. {effects[0].Name} explains " +
                $"{Wording.Percent(effects[0].VarianceShares[0] ?? 0)} of {answers.Objectives[0].Name}.",
            new Axis("Share of variance explained", "%") { FromZero = true }, Axis.Of("", [.. effects.Select(e => e.Name)]), layers,
            new DataTable(
            [
                DataColumn.Of("parameter", rows.Select(r => r.Parameter)), DataColumn.Of("objective", rows.Select(r => r.Objective)),
                DataColumn.Of("share of variance", "%", rows.Select(r => r.Share)),
            ]))
        {
            Note = "Of the logarithm where all values are positive. Where constraints cut designs away, shares may add up to more than 100 %.",
        };
    }
}
