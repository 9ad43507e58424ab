using System.Collections.Immutable;
using System.Globalization;
using Simulator.Exploration.Answers;
using Simulator.Exploration.Experiments;
using Simulator.Exploration.Runs;
using Simulator.Hardware.Units;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Draws what a sweep came to.</summary>
internal static class SweepView
{
    private const int Shown = 10;
    private const int MostInOrder = 24;

    /// <summary>Draws what a run would take.</summary>
    public static void Draw(IAnsiConsole console, Experiment experiment, SweepEstimate estimate, SweepOptions options)
    {
        console.WriteLine($"{experiment.Description.Title ?? experiment.Description.Name}");
        foreach (var parameter in experiment.Space.Parameters)
        {
            console.WriteLine($"  {parameter.Name}: {(parameter.Range.Levels > 0 ? $"{parameter.Range.Levels} values, " : "")}{parameter.Range.Text}");
        }

        var part = options.Shard.Count > 1 ? $" in part {options.Shard.Number} of {options.Shard.Count}" : "";
        console.WriteLine($"{Count(estimate.Points)} points{part}; about {Duration(estimate.Time)} on {options.Threads} threads of this machine; points.csv about {Words.Bytes(estimate.Bytes)}");
    }

    /// <summary>Draws the answers.</summary>
    public static void Draw(IAnsiConsole console, Experiment experiment, SweepOutcome outcome)
    {
        if (outcome.Answers is { } answers)
        {
            console.WriteLine(experiment.Description.Title ?? experiment.Description.Name);
            Counts(console, answers);
            if (answers.Marginal is [{ Levels.Length: <= MostInOrder }])
            {
                InOrder(console, answers);
            }
            else
            {
                Front(console, answers);
                Marginal(console, answers);
            }

            Constraints(console, answers);
        }

        var rate = outcome.Progress.PointsPerSecond > 0 ? $", {Words.Rate(outcome.Progress.PointsPerSecond)} points/s" : "";
        var found = outcome.Found > 0 && outcome.Progress.PointsPerSecond > 0 ? $" ({Count(outcome.Found)} found there)" : "";
        console.WriteLine($"{Count(outcome.Progress.Done)} points{found}{rate}; results in {outcome.Folder.FullPath}");
    }

    private static void Counts(IAnsiConsole console, SweepAnswers answers)
    {
        var counts = answers.Points;
        var reasons = counts.Unrunnable.Take(3).Select(r => $"{Count(r.Points)} {r.Reason}");
        console.WriteLine($"{Count(counts.Total)} designs: {Count(counts.Feasible)} meet every constraint, {Count(counts.Excluded)} do not, "
            + $"{Count(counts.Unrunnable.Sum(r => r.Points))} cannot run{(counts.Unrunnable.Length > 0 ? $" ({string.Join("; ", reasons)})" : "")}");
    }

    // One parameter alone: its values in their own order say more than a list of the best.
    private static void InOrder(IAnsiConsole console, SweepAnswers answers)
    {
        var table = new TextTable([answers.Parameters[0], .. answers.Objectives.SelectMany(o => new[] { $">{o.Name}", ">change" }), ">feasible"]) { Optional = ["feasible"] };
        var before = new double?[answers.Objectives.Length];
        foreach (var level in answers.Marginal[0].Levels)
        {
            var cells = answers.Objectives.SelectMany((o, i) => new[] { Value(level.Means[i], o.Unit), Change(level.Means[i], before[i]) }).ToArray();
            table.AddRow([level.Level, .. cells, $"{Count(level.Feasible)} of {Count(level.Points)}"]);
            level.Means.CopyTo(before);
        }

        table.Draw(console);
    }

    private static string Change(double? value, double? before) =>
        value is { } now && before is > 0 and var then ? $"{(now / then - 1 >= 0 ? "+" : "")}{Words.Percent(now / then - 1)}" : "";

    private static void Front(IAnsiConsole console, SweepAnswers answers)
    {
        if (answers.Pareto is not { } front)
        {
            return;
        }

        if (answers.Objectives.Length > 1)
        {
            var error = front.Hypervolume.StandardError > 0 ? $" +- {front.Hypervolume.StandardError:0.000}" : "";
            console.WriteLine($"Pareto set: {front.Size} designs in {front.TieGroups} groups that the model's error separates; hypervolume {front.Hypervolume.Value:0.000}{error}");
            Designs(console, answers, Spread(front.Designs).Select(d => (d.Point, d.TieGroup)));
        }

        var best = answers.Top[0];
        var tied = best.Designs.Count(d => d.TieGroup == 1);
        console.WriteLine($"best by {best.Objective}{(tied > 1 ? $": the model's error does not separate the first {tied}{(best.TiesGoOn ? " and more" : "")}" : "")}");
        Designs(console, answers, best.Designs.Take(Shown).Select(d => (d.Point, d.TieGroup)));
    }

    private static IEnumerable<FrontDesign> Spread(ImmutableArray<FrontDesign> designs) => designs.Length <= Shown
        ? designs
        : Enumerable.Range(0, Shown).Select(i => designs[(int)((long)i * (designs.Length - 1) / (Shown - 1))]);

    private static void Designs(IAnsiConsole console, SweepAnswers answers, IEnumerable<(long Point, int Group)> designs)
    {
        var table = new TextTable([">point", ">group", .. answers.Parameters, .. answers.Objectives.SelectMany(o => new[] { $">{o.Name}", ">90 % interval" })])
        {
            Optional = ["group", "point", "90 % interval"],
        };
        foreach (var (point, group) in designs)
        {
            var design = answers.Find(point)!;
            table.AddRow(
            [
                Count(point), $"{group}", .. design.Parameters,
                .. design.Objectives.SelectMany((o, i) => new[] { Value(o.Value, answers.Objectives[i].Unit), Interval(o, answers.Objectives[i].Unit) }),
            ]);
        }

        table.Draw(console);
    }

    private static void Marginal(IAnsiConsole console, SweepAnswers answers)
    {
        if (answers.Marginal.Length == 0 || answers.Points.Feasible == 0)
        {
            return;
        }

        console.WriteLine("what each parameter decides: share of the variance, and the mean at its first and last value");
        var table = new TextTable(["parameter", "from", "to", .. answers.Objectives.SelectMany(o => new[] { $">{o.Name}", ">at first", ">at last" })]) { Optional = ["at first", "at last"] };
        foreach (var effect in answers.Marginal.OrderByDescending(m => m.VarianceShares[0] ?? 0))
        {
            var levels = effect.Levels;
            table.AddRow(
            [
                effect.Name, levels[0].Level, levels[^1].Level,
                .. answers.Objectives.SelectMany((o, i) => new[]
                {
                    effect.VarianceShares[i] is { } share ? Words.Percent(share) : "",
                    Value(levels[0].Means[i], o.Unit),
                    Value(levels[^1].Means[i], o.Unit),
                }),
            ]);
        }

        table.Draw(console);
        TerminalChart.Bars(
            console, $"what decides {answers.Objectives[0].Name}: share of the variance",
            answers.Marginal.OrderByDescending(m => m.VarianceShares[0] ?? 0).Select(m => (m.Name, m.VarianceShares[0] ?? 0)));
    }

    private static void Constraints(IAnsiConsole console, SweepAnswers answers)
    {
        foreach (var effect in answers.Constraints.Effects)
        {
            var gains = answers.Objectives.Select((o, i) => effect.Gains[i] is > 0 and var gain ? $"{o.Name} {Words.Percent(gain)} better" : null).OfType<string>().ToArray();
            console.WriteLine($"{effect.Constraint}: {Count(effect.Violated)} designs miss it, {Count(effect.OnlyViolated)} it alone"
                + (gains.Length > 0 ? $"; without it {string.Join(", ", gains)}" : "; dropping it alone buys nothing"));
        }
    }

    private static string Interval(ObjectiveInterval o, string unit) => o.Low < o.High ? $"{Value(o.Low, unit)} to {Value(o.High, unit)}" : "";

    /// <summary>A number of an SI unit in a readable one.</summary>
    private static string Value(double? value, string unit) => value switch
    {
        null => "",
        { } v => unit switch
        {
            "s" => Words.Time(v),
            "B" => Words.Bytes(v),
            "B/s" => Quantity.Format(v, Dimension.BytesPerSecond),
            "m2" => Quantity.Format(v, Dimension.SquareMetres),
            "W" => Quantity.Format(v, Dimension.Watts),
            "USD" => $"{v.ToString("0", CultureInfo.InvariantCulture)} USD",
            _ => $"{v.ToString("G4", CultureInfo.InvariantCulture)}{(unit.Length > 0 ? $" {unit}" : "")}",
        },
    };

    private static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => "1 s",
        { TotalSeconds: < 90 } => $"{time.TotalSeconds:0} s",
        { TotalMinutes: < 90 } => $"{time.TotalMinutes:0} min",
        { TotalHours: < 48 } => $"{time.TotalHours:0.0} h",
        _ => $"{time.TotalDays:0} days",
    };

    private static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
