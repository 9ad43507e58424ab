using Simulator.Reporting.Figures;
using Simulator.Reporting.Steps;

namespace Simulator.Reporting.Charts;

/// <summary>Steps against each other: time with its interval.</summary>
public static class ComparisonChart
{
    /// <summary>Draws steps.</summary>
    /// <param name="steps">The steps; one that does not fit into memory has no bar.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure; null where no step has a time.</returns>
    public static Figure? Of(IReadOnlyList<StepDocument> steps, string id)
    {
        var names = StepNames.Of(steps);
        if (steps.FirstOrDefault(s => s.Step is { Seconds: > 0 }) is not { Step: { } first } firstStep)
        {
            return null;
        }

        List<Bar> bars = [];
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Step is { Seconds: > 0 } totals)
            {
                bars.Add(new Bar(i, 0, totals.Seconds, i, Wording.Time(totals.Seconds) +
                    (ReferenceEquals(totals, first) ? "" : $", {first.Seconds / totals.Seconds:0.00} × as fast"))
                {
                    Low = totals.LowSeconds,
                    High = totals.HighSeconds,
                });
            }
        }

        var latency = first.LatencyName ?? "time of the step";
        var fastest = steps.Where(s => s.Step is { Seconds: > 0 }).MinBy(s => s.Step!.Seconds)!;
        return new Figure(
            id, $"{Wording.Sentence(latency)} with its 90 % interval",
            $"Level bars of each step's time with its 90 % interval. The fastest is {names[Index(steps, fastest)]} with {Wording.Time(fastest.Step!.Seconds)}.",
            new Axis(Wording.Sentence(latency), "s") { FromZero = true },
                Axis.Of("", [.. names.Select((n, i) => steps[i].Step is null ? $"{n} (does not fit)" : n)]), [new BarLayer(bars) { Fill = 0.6 }],
            new DataTable(
            [
                DataColumn.Of("step", names), Totals("time", "s", t => t.Seconds), Totals("low", "s", t => t.LowSeconds),
                    Totals("high", "s", t => t.HighSeconds),
                Totals("speed", "", t => first.Seconds / t.Seconds), DataColumn.Of("than the first", steps.Select(s => s.ThanTheFirst ?? "")),
                Totals("tokens/s", "", t => t.TokensPerSecond ?? double.NaN), Totals("tokens/s per GPU", "", t => t.TokensPerSecondPerGpu ?? double.NaN),
                Totals("model FLOP utilisation", "%", t => 100 * t.ModelFlopUtilisation),
                    Totals("memory bandwidth utilisation", "%", t => 100 * t.MemoryBandwidthUtilisation),
                DataColumn.Of("from", steps.Select(s => s.Step?.Provenance ?? "")),
            ]))
        {
            Note = $"{names[Index(steps, firstStep)]} is the first, which the others are held against. 'Not separable' means that the 90 % interval of the " +
                $"ratio holds 1.",
        };

        DataColumn Totals(string name, string unit, Func<StepTotals, double> value) =>
            DataColumn.Of(name, unit, steps.Select(s => s.Step is { } t ? value(t) : double.NaN));
    }

    private static int Index(IReadOnlyList<StepDocument> steps, StepDocument step) => steps.TakeWhile(s => !ReferenceEquals(s, step)).Count();
}
