using Simulator.Reporting.Figures;
using Simulator.Reporting.Steps;

namespace Simulator.Reporting.Charts;

/// <summary>What 10 % more of each resource buys, the largest effect on top.</summary>
public static class TornadoChart
{
    private const double Least = 0.0005;

    /// <summary>Draws steps.</summary>
    /// <param name="steps">The steps; those without elasticities are left out.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure; null where there are no elasticities.</returns>
    public static Figure? Of(IReadOnlyList<StepDocument> steps, string id)
    {
        var timed = steps.Zip(StepNames.Of(steps)).Where(s => s.First.Elasticities.Length > 0).ToArray();
        if (timed.Length == 0)
        {
            return null;
        }

        var groups = timed.SelectMany(t => t.First.Elasticities).GroupBy(e => e.Resource).OrderBy(g => g.Min(e => e.TimeChange)).ToArray();
        string[] idle = [.. groups.Where(g => g.All(e => Math.Abs(e.TimeChange) < Least)).Select(g => g.Key)];
        string[] resources = [.. groups.Select(g => g.Key).Where(r => idle.Length == groups.Length || !idle.Contains(r))];
        List<Layer> layers = [];
        List<(string Resource, string Step, double Change, double Elasticity)> rows = [];
        for (var i = 0; i < timed.Length; i++)
        {
            List<Bar> bars = [];
            foreach (var e in timed[i].First.Elasticities.Where(e => resources.Contains(e.Resource)))
            {
                bars.Add(new Bar(Array.IndexOf(resources, e.Resource), 0, 100 * e.TimeChange, rows.Count, timed.Length <= 3 ? Wording.Change(e.TimeChange)
                    : null));
                rows.Add((e.Resource, timed[i].Second, 100 * e.TimeChange, e.Elasticity));
            }

            layers.Add(new BarLayer(bars) { Name = timed.Length > 1 ? timed[i].Second : null, Style = i, Slot = i, Slots = timed.Length });
        }

        layers.Add(new RuleLayer(0, true) { Style = Layer.Ink });
        var best = timed[0].First.Elasticities.MinBy(e => e.TimeChange)!;
        return new Figure(
            id, "What 10 % more of each resource buys",
            $"Change of the step's time with 10 % more of each resource, as level bars; to the left is faster. {timed[0].Second}: {best.Resource} " +
                $"{Wording.Change(best.TimeChange)}.",
            new Axis("Change of the step's time (left: faster)", "%") { FromZero = true }, Axis.Of("", resources), layers,
            new DataTable(
            [
                DataColumn.Of("resource", rows.Select(r => r.Resource)), DataColumn.Of("step", rows.Select(r => r.Step)),
                DataColumn.Of("change of time", "%", rows.Select(r => r.Change)), DataColumn.Of("elasticity", "", rows.Select(r => r.Elasticity)),
            ]))
        {
            Note = idle.Length > 0 && idle.Length < groups.Length ? $"Without an effect: {string.Join(", ", idle)}." : null,
        };
    }
}
