using System.CommandLine;
using Simulator.Cli.Export;
using Simulator.Cli.Help;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Exploration.Results;
using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Errors;
using Simulator.Reporting.Training;
using Simulator.Systems.Timelines;
using Simulator.Systems.Training;
using Simulator.Systems.Training.Runs;
using Simulator.Systems.Training.Search;
using Simulator.Timing.Calibration;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim train</c>: what a training step costs, where its time and memory go, and how to divide it best.</summary>
internal sealed class TrainCommand
{
    private const int ShownLayouts = 10;

    private static readonly string[] Examples =
    [
        "train --system hgx-h100 --nodes 8 --model llama-3.1-70b --global-batch 128 --seq 8192 --precision fp8 --tp 4 --pp 8 --vp 5",
        "train --system hgx-h100 --model llama-3.1-8b --global-batch 64 --seq 8192 --zero 3 --tokens 1T",
        "train --system hgx-b200 --nodes 2 --model qwen3-30b-a3b --global-batch 128 --search",
    ];

    private readonly TextWriter output;
    private readonly HardwareOptions hardware = new();
    private readonly TrainingOptions training = new();
    private readonly TrainingRunOptions run = new();

    private readonly Option<int?> search = new("--search")
    {
        Description = $"finds the fastest layouts that fit, on all GPUs; shows N of them (default {ShownLayouts})",
        HelpName = "N",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> json = FileOption.Json("everything");

    private readonly Option<string?> timeline = new("--timeline")
    {
        Description = "writes the stages' passes and their memory as Chrome trace events, which Perfetto opens",
        HelpName = "FILE",
    };

    private readonly KeepOptions keep = new("train");

    private TrainCommand(TextWriter output) => this.output = output;

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, Dictionary<Command, HelpTopic> topics)
    {
        var verb = new TrainCommand(output);
        var command = new Command("train",
            "predict one training step of a model on a cluster: time, memory, what more of each resource would buy; or find its best layout");
        verb.hardware.AddTo(command);
        verb.training.AddTo(command);
        Option[] results = [verb.json, verb.timeline, .. verb.keep.All];
        foreach (var option in verb.run.Group.Options.Append(verb.search).Concat(results))
            command.Add(option);
        topics.Add(command, new HelpTopic([verb.hardware.Group, .. verb.training.Groups, ("Search", [verb.search]), verb.run.Group, ("Results", results)],
            Examples));
        command.SetAction(verb.Run);
        return command;
    }

    private int Run(ParseResult parsed) => OptionErrors.FromTrainingKeys(() =>
    {
        var changes = hardware.Assignments(parsed);
        var coefficients = hardware.Coefficients(parsed);
        var searching = parsed.GetResult(search) is { Implicit: false };
        if (searching)
            training.CheckSearched(parsed);
        var request = training.Load(parsed, hardware.Load(parsed));
        var plan = run.Load(parsed);
        if (searching)
            return Search(parsed, request, coefficients);
        var prediction = TrainingPrediction.Of(request, coefficients, Technologies.Load(parsed));
        if (!prediction.Result.Memory.Fits)
            throw new InputException(TrainView.Misfit(prediction));
        var cost = plan is null ? null : RunCost.Of(plan, prediction.Result);
        var files = new OutputFiles(output);
        if (parsed.GetResult(json) is not null)
            files.Add(parsed.GetValue(json), json.Name, TrainJson.Write(prediction, cost, changes));
        if (parsed.GetValue(timeline) is { } file)
            files.Add(file, timeline.Name, stream => TrainingTrace.Write(prediction.Result, TrainView.Title(request), stream));
        var kept = keep.Add(
            parsed, files, RunKind.Training, $"{TrainView.Title(request)} on {request.Parallelism.Ranks} x {request.System.Gpu.Id}", TrainingFile.FileName,
            () => TrainJson.Write(prediction, cost, changes, TrainingFile.MostPasses),
            [
                CalibrationFile.PathOf(ConfigDirectory.Find(parsed.GetValue(CommonOptions.Configs)), hardware.CalibrationName(parsed)),
                .. hardware.Files(parsed), .. training.Files(parsed),
            ]);
        files.Commit();
        if (!files.UsesOutput)
        {
            TrainView.Draw(Terminal.On(output), prediction, cost, changes);
            ResultsView.Draw(Terminal.On(output), kept);
        }

        return ExitCode.Success;
    });

    private int Search(ParseResult parsed, TrainingRequest request, TimingCoefficients coefficients)
    {
        if (parsed.GetValue(timeline) is not null)
            throw new InputException("one timeline holds one step; leave out --search", key: timeline.Name);
        if (keep.IsGiven(parsed))
            throw new InputException("a folder holds one step; leave out --search, or --name, --results and --run", key: search.Name);
        var count = parsed.GetValue(search) ?? ShownLayouts;
        if (count < 1)
            throw new InputException($"{count} is out of range; accepted: at least 1", key: search.Name);
        var found = new TrainingSearch(request, coefficients).Run(request.System.TotalGpus, count);
        var files = new OutputFiles(output);
        if (parsed.GetResult(json) is not null)
            files.Add(parsed.GetValue(json), json.Name, TrainJson.Write(found));
        files.Commit();
        if (!files.UsesOutput)
            TrainView.Draw(Terminal.On(output), request, found);
        return ExitCode.Success;
    }
}
