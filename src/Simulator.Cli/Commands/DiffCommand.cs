using System.CommandLine;
using Simulator.Cli.Export;
using Simulator.Cli.Help;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Hardware.Clusters;
using Simulator.Systems.Differences;
using Simulator.Systems.Inference;
using Simulator.Systems.Serving.Engines;
using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Catalog;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim diff</c>: what a new model, or a new version of one, changes in memory, time, energy and fleet size, and why.</summary>
internal sealed class DiffCommand
{
    private static readonly string[] Examples =
    [
        "diff llama-3.1-70b llama-3.1-70b-fp8 --gpu h100-sxm --tp 4",
        "diff qwen3-32b qwen3-30b-a3b --gpu b200-sxm --batch 64 --context 4096 --rate 50 --slo-tpot 30ms",
        "diff llama-3.1-8b path/to/config.json --system hgx-h100 --phase decode --csv operators.csv",
    ];

    private readonly TextWriter output;
    private readonly Argument<string> before = new("MODEL-A")
    {
        Description = "the model to compare with: an id of 'gpusim list models', ID@VERSION, or a path",
    };

    private readonly Argument<string> after = new("MODEL-B") { Description = "the new one" };
    private readonly HardwareOptions hardware = new();
    private readonly DiffOptions steps = new();
    private readonly Option<string?> json = FileOption.Json("everything");

    private readonly Option<string?> csv = FileOption.Csv("the operators' contributions");

    private DiffCommand(TextWriter output) => this.output = output;

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, Dictionary<Command, HelpTopic> topics)
    {
        var verb = new DiffCommand(output);
        var command = new Command("diff", "what a new model or version changes in memory, time, energy and fleet size, and which operators cause it")
        {
            verb.before, verb.after,
        };
        verb.hardware.AddTo(command);
        Option[] results = [verb.json, verb.csv];
        foreach (var option in verb.steps.Groups.SelectMany(g => g.Options).Concat(results))
        {
            command.Add(option);
        }

        topics.Add(command, new HelpTopic([verb.hardware.Group, .. verb.steps.Groups, ("Results", results)], Examples));
        command.SetAction(verb.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var models = ModelCatalog.Open(parsed.GetValue(CommonOptions.Workloads));
        var (first, second) = (models.Load(parsed.GetValue(before)!), models.Load(parsed.GetValue(after)!));
        var system = hardware.Load(parsed);
        hardware.CheckProfile(parsed, system);
        var difference = OptionErrors.FromKeys(() => ModelDifference.Of(
            system, hardware.Coefficients(parsed), Technologies.Load(parsed), first, second, steps.Steps(parsed, first, second)));
        var fleet = OptionErrors.FromKeys(() => Fleet(parsed, difference, system));
        var files = new OutputFiles(output);
        if (parsed.GetResult(json) is not null)
        {
            files.Add(parsed.GetValue(json), json.Name, DiffJson.Write(difference, fleet, system));
        }

        if (parsed.GetResult(csv) is not null)
        {
            files.Add(parsed.GetValue(csv), csv.Name, DiffCsv.Write(difference));
        }

        files.Commit();
        if (!files.UsesOutput)
        {
            DiffView.Draw(Terminal.On(output), difference, fleet, system);
        }

        return ExitCode.Success;
    }

    // Encoders answer no requests with tokens: there is no such fleet.
    private FleetDifference? Fleet(ParseResult parsed, ModelDifference difference, SystemDescription system)
    {
        var request = difference.Phases[0].Before.Request!;
        if (!difference.Before.Phases.Contains(Phase.Decode) || !difference.After.Phases.Contains(Phase.Decode))
        {
            return null;
        }

        var (rate, input, answer, objective, stack) = steps.Fleet(parsed);
        return FleetDifference.Of(rate, input, answer, objective, Engine(request), Engine(difference.Phases[0].After.Request!));

        ServingSystem Engine(InferenceRequest of)
        {
            var timing = hardware.TimingModel(parsed, system);
            return new ServingSystem(
                timing, of.Model, of.Recipe, of.Parallelism, new EngineSettings { Host = ServingSystem.HostOf(timing.Rates.Coefficients, stack) });
        }
    }
}
