using Simulator.Hardware.Clusters;
using Simulator.Systems.Differences;
using Simulator.Systems.Inference;
using Simulator.Systems.Serving.Capacity;
using Simulator.Workloads.Models;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>The difference of two models, as tables.</summary>
internal static class DiffView
{
    private const int MostOperators = 15;

    /// <summary>Draws the difference.</summary>
    public static void Draw(IAnsiConsole console, ModelDifference difference, FleetDifference? fleet, SystemDescription system)
    {
        var request = difference.Phases[0].Before.Request!;
        var gpus = request.Parallelism.Ranks;
        console.WriteLine($"{Name(difference.Before)} against {Name(difference.After)} on {gpus} {system.Gpu.Id} ({request.Parallelism})");
        var table = new TextTable("", ">" + difference.Before.Id, ">" + difference.After.Id, ">change", "");
        var (a, b) = (difference.BeforeFootprint, difference.AfterFootprint);
        Add("precision", request.Recipe.Name, difference.Phases[0].After.Request!.Recipe.Name);
        Row("parameters", a.Parameters, b.Parameters, Words.Parameters);
        Row("active per token", a.ActiveParameters, b.ActiveParameters, Words.Parameters);
        Row("weights per GPU", a.WeightBytes, b.WeightBytes, Words.Bytes);
        Row("cache per token and GPU", a.TokenBytes, b.TokenBytes, Words.Bytes);
        Row("windows per sequence and GPU", a.WindowBytes, b.WindowBytes, Words.Bytes);
        Row("state per sequence and GPU", a.StateBytes, b.StateBytes, Words.Bytes);
        foreach (var phase in difference.Phases)
        {
            Phase(phase);
        }

        if (fleet is not null)
        {
            Fleet(fleet);
        }

        table.Draw(console);
        if (fleet is not null)
        {
            console.WriteLine(
                $"fleet: requests of {fleet.InputTokens} + {fleet.OutputTokens} tokens{Promise(fleet)}, steady state without queueing " +
                "(a lower bound; gpusim serve simulates requests)");
        }

        foreach (var phase in difference.Phases)
        {
            Causes(console, phase, difference);
        }

        void Add(params string[] cells) => table.AddRow(cells);

        void Row(string what, double before, double after, Func<double, string> text)
        {
            if (before > 0 || after > 0)
            {
                Add(what, text(before), text(after), before > 0 ? Words.Change((after / before) - 1) : "new");
            }
        }

        void Phase(PhaseDifference phase)
        {
            var (before, after) = (phase.Step.Before, phase.Step.After);
            var name = Words.Of(phase.Phase);
            Add($"{name}, {Shape(phase)}: {StepFigures.LatencyName(phase.Phase)}", Words.Time(before.Seconds), Words.Time(after.Seconds),
                Words.Change((after.Seconds / before.Seconds) - 1), Words.Of(phase.Step.Separation));
            Add("  90 % interval", Interval(before), Interval(after));
            Row("  memory per GPU", phase.Before.Memory!.Total, phase.After.Memory!.Total, Words.Bytes);
            Row("  tokens/s per GPU", phase.Before.Figures!.TokensPerSecondPerGpu, phase.After.Figures!.TokensPerSecondPerGpu, v => ServingCurveView.Number(v));
            if (before.Energy is { } spent && after.Energy is { } later)
            {
                Row("  energy per token (estimated)", spent.JoulesPerToken(phase.Before.Request!), later.JoulesPerToken(phase.After.Request!), Words.Energy);
            }
        }

        void Fleet(FleetDifference fleet)
        {
            Add("fleet: batch of an engine", State(fleet.Before, s => $"{s.Batch}"), State(fleet.After, s => $"{s.Batch}"), "", Limits(fleet));
            if (fleet is { Before: { } x, After: { } y })
            {
                Row("  requests/s per GPU", x.RequestsPerSecond / x.Gpus, y.RequestsPerSecond / y.Gpus, v => ServingCurveView.Number(v));
            }

            if (fleet.RequestsPerSecond is { } rate)
            {
                Add($"  GPUs for {ServingCurveView.Number(rate)} requests/s", State(fleet.Before, s => $"{s.GpusFor(rate)}"),
                    State(fleet.After, s => $"{s.GpusFor(rate)}"),
                    fleet is { Before: { } p, After: { } q } ? Words.Change(((double)q.GpusFor(rate) / p.GpusFor(rate)) - 1) : "");
            }
        }
    }

    private static void Causes(IAnsiConsole console, PhaseDifference phase, ModelDifference difference)
    {
        console.WriteLine();
        var step = phase.Step;
        console.WriteLine($"{Words.Of(phase.Phase)}: which operators make the difference of {Signed(step.Seconds)}");
        var table = new TextTable("operator", "", ">" + difference.Before.Id, ">" + difference.After.Id, ">difference", "before", "after")
        {
            Optional = ["before", "after"],
        };
        var shown = step.Operators.Where(o => o.Seconds != 0).Take(MostOperators).ToArray();
        foreach (var o in shown)
        {
            var (from, to) = (o.Before == o.After ? "" : Short(o.Before, o.RunsBefore), Short(o.After, o.RunsAfter));
            table.AddRow(o.Name, Word(o.Change), Time(o.SecondsBefore), Time(o.SecondsAfter), Signed(o.Seconds), from, to);
        }

        var rest = step.Operators.Except(shown).ToArray();
        if (rest.Length > 0)
        {
            table.AddRow(
                $"{rest.Length} others", "", Time(rest.Sum(o => o.SecondsBefore)), Time(rest.Sum(o => o.SecondsAfter)), Signed(rest.Sum(o => o.Seconds)));
        }

        table.AddRow("all", "", Time(step.Before.Seconds), Time(step.After.Seconds), Signed(step.Seconds));
        table.Draw(console);
    }

    private static string Name(ModelDescription model) => model.Id.Contains('@', StringComparison.Ordinal) ? model.Id : $"{model.Id}@{model.Version}";

    private static string Shape(PhaseDifference phase)
    {
        var request = phase.Before.Request!;
        return $"{request.GlobalBatch} x {(phase.Phase == Workloads.Models.Phase.Decode ? request.Step.Context : request.Step.NewTokens)}";
    }

    private static string Interval(StepResult result) => $"{Words.Time(result.LowSeconds)} .. {Words.Time(result.HighSeconds)}";

    private static string Short(string text, int runs) => text.Length == 0 ? "" : $"{(text.Length > 60 ? text[..57] + "..." : text)} x {runs}";

    private static string State(SteadyState? state, Func<SteadyState, string> text) => state is null ? "-" : text(state);

    private static string Limits(FleetDifference fleet) => string.Join(
        ", ", new[] { fleet.Before, fleet.After }.Select(s => s is null ? "objective not kept" : s.Limit switch
        {
            SteadyLimit.Memory => "memory ends it",
            SteadyLimit.Objective => "the objective ends it",
            _ => "the limit on sequences ends it",
        }).Distinct());

    private static string Promise(FleetDifference fleet)
    {
        var (first, each) = fleet.Objective;
        return (double.IsFinite(first) ? $", TTFT up to {Words.Time(first)}" : "") + (double.IsFinite(each) ? $", TPOT up to {Words.Time(each)}" : "");
    }

    private static string Time(double seconds) => seconds == 0 ? "" : Words.Time(seconds);

    private static string Signed(double seconds) => seconds == 0 ? "0 s" : (seconds > 0 ? "+" : "-") + Words.Time(Math.Abs(seconds));

    private static string Word(OperatorChange change) => change switch
    {
        OperatorChange.Appears => "appears",
        OperatorChange.Disappears => "disappears",
        OperatorChange.Changes => "changes",
        _ => "",
    };
}
