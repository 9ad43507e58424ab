using System.CommandLine;
using Simulator.Cli.Export;
using Simulator.Cli.Help;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Exploration.Results;
using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Errors;
using Simulator.Reporting.Steps;
using Simulator.Systems.Inference;
using Simulator.Systems.Timelines;
using Simulator.Timing.Calibration;
using Simulator.Workloads.Traces;
using Spectre.Console;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim simulate</c>: what a step costs, what binds it, whether it fits, and what would help.</summary>
internal sealed class SimulateCommand
{
    private static readonly string[] Examples =
    [
        "simulate --gpu h100-sxm --model llama-3.1-70b --batch 64 --context 4096 --precision fp8 --tp 4",
        "simulate --gpu h100-sxm --set gpu.memory.bandwidth=5TB/s --model llama-3.1-8b --batch 32",
        "simulate --compare h100-sxm,b200-sxm --model llama-3.1-8b --phase prefill --seq 4096",
        "simulate --system hgx-h100 --model path/to/config.json --json step.json --timeline step.trace.json",
    ];

    private readonly TextWriter output;
    private readonly HardwareOptions hardware = new();
    private readonly WorkloadOptions workload = new();

    private readonly Option<string?> trace = new("--trace") { Description = "prices the operators of a trace file in place of a model's", HelpName = "FILE" };
    private readonly Option<string?> compare = new("--compare") { Description = "the same step on several GPUs side by side", HelpName = "ID,ID,..." };
    private readonly Option<bool> noGraph = new("--no-graph") { Description = "kernels launched one by one from a stream, without a CUDA graph: the driver's launch time each, a framework's host time not included" };

    private readonly Option<string?> json = FileOption.Json("everything");

    private readonly Option<string?> csv = FileOption.Csv("the operators");

    private readonly Option<string?> timeline = new("--timeline") { Description = "writes Chrome trace events, which Perfetto opens", HelpName = "FILE" };

    private readonly KeepOptions keep = new("simulate");

    private SimulateCommand(TextWriter output) => this.output = output;

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, Dictionary<Command, HelpTopic> topics)
    {
        var verb = new SimulateCommand(output);
        var command = new Command(
            "simulate", "predict one step of a model: time per operator, what binds it, energy, memory, and what more of each resource would buy");
        verb.hardware.AddTo(command);
        verb.workload.AddTo(command);
        Option[] mode = [verb.trace, verb.compare, verb.noGraph];
        Option[] results = [verb.json, verb.csv, verb.timeline, .. verb.keep.All];
        foreach (var option in mode.Concat(results))
        {
            command.Add(option);
        }

        topics.Add(command, new HelpTopic([verb.hardware.Group, .. verb.workload.Groups, ("Simulation", mode), ("Results", results)], Examples));
        command.SetAction(verb.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var files = new OutputFiles(output);
        var changes = hardware.Assignments(parsed);
        var coefficients = hardware.Coefficients(parsed);
        if (parsed.GetValue(compare) is not null)
        {
            return Compare(parsed, Gpus(parsed), coefficients, files);
        }

        var system = hardware.Load(parsed);
        hardware.CheckProfile(parsed, system);
        var prediction = Predict(parsed, system, coefficients);
        if (prediction.Result is not { } result)
        {
            throw new InputException(StepView.Misfit(prediction));
        }

        var title = Title(parsed, prediction);
        AddResults(parsed, files, () => StepJson.Write(prediction, changes), prediction);
        if (parsed.GetValue(timeline) is { } file)
        {
            files.Add(file, timeline.Name, stream => ChromeTrace.Write(result, $"{title} on {prediction.System.Gpu.Id}", stream));
        }

        var kept = Keep(parsed, files, RunKind.Step, $"{title} on {prediction.System.Gpu.Id}", () => StepJson.Write(prediction, changes));

        files.Commit();
        if (!files.UsesOutput)
        {
            StepView.Draw(Terminal.On(output), title, prediction, changes);
            ResultsView.Draw(Terminal.On(output), kept);
        }

        return ExitCode.Success;
    }

    private int Compare(ParseResult parsed, string[] gpus, TimingCoefficients coefficients, OutputFiles files)
    {
        if (gpus.Length == 0)
        {
            throw new InputException("no GPU; accepted: ids separated by commas, such as h100-sxm,b200-sxm", key: compare.Name);
        }

        if (hardware.IsGiven(parsed))
        {
            throw new InputException("--compare names the GPUs itself; leave out --gpu and --system");
        }

        if (parsed.GetValue(timeline) is not null)
        {
            throw new InputException("one timeline holds one step; leave out --compare", key: timeline.Name);
        }

        SystemDescription[] systems = [.. gpus.Select(id => hardware.Load(parsed, id))];
        hardware.CheckProfile(parsed, systems);
        StepPrediction[] predictions = [.. systems.Select(s => Predict(parsed, s, coefficients))];
        AddResults(parsed, files, () => StepJson.Write(predictions, hardware.Assignments(parsed)), predictions);
        var kept = Keep(
            parsed, files, RunKind.Comparison, $"{Title(parsed, predictions[0])} on {string.Join(", ", gpus)}", () => StepJson.Write(predictions, hardware.Assignments(parsed)));
        files.Commit();
        if (!files.UsesOutput)
        {
            var console = Terminal.On(output);
            console.WriteLine(Title(parsed, predictions[0]));
            ComparisonView.Draw(console, predictions[0].Request is { } r ? StepFigures.LatencyName(r.Step.Phase) : "time", predictions);
            ResultsView.Draw(console, kept);
        }

        return ExitCode.Success;
    }

    private string[] Gpus(ParseResult parsed) =>
        parsed.GetValue(compare)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private string? Keep(ParseResult parsed, OutputFiles files, RunKind kind, string title, Func<string> document) => keep.Add(
        parsed, files, kind, title, StepFile.FileName, document,
        [
            CalibrationFile.PathOf(ConfigDirectory.Find(parsed.GetValue(CommonOptions.Configs)), hardware.CalibrationName(parsed)),
            .. hardware.Files(parsed, Gpus(parsed)), .. workload.Files(parsed), parsed.GetValue(trace) ?? "",
        ]);

    private void AddResults(ParseResult parsed, OutputFiles files, Func<string> document, params StepPrediction[] predictions)
    {
        if (parsed.GetResult(json) is not null)
        {
            files.Add(parsed.GetValue(json), json.Name, document());
        }

        if (parsed.GetResult(csv) is not null)
        {
            files.Add(parsed.GetValue(csv), csv.Name, StepCsv.Write(predictions));
        }
    }

    private StepPrediction Predict(ParseResult parsed, SystemDescription system, TimingCoefficients coefficients)
    {
        var (request, operators) = Workload(parsed, system);
        var launch = parsed.GetValue(noGraph) ? LaunchMode.Stream : LaunchMode.Graph;
        return StepPrediction.Of(system, coefficients, operators, request, launch, hardware.IsChanged(parsed), Technologies.Load(parsed));
    }

    private (InferenceRequest? Request, Trace Trace) Workload(ParseResult parsed, SystemDescription system)
    {
        if (parsed.GetValue(trace) is { } file)
        {
            return workload.FirstGiven(parsed) is { } option
                ? throw new InputException($"a trace holds the workload already; leave out {option}", key: trace.Name)
                : (null, TraceFile.Read(file));
        }

        var (request, operators) = workload.Load(parsed, system.ScaleUp.Gpus);
        var ranks = request.Parallelism.Ranks;
        return ranks <= system.TotalGpus
            ? (request, operators)
            : throw new InputException(
                $"{request.Parallelism} needs {ranks} GPUs; {system.Id} has {system.TotalGpus} ('gpusim list systems' shows larger ones)");
    }

    private string Title(ParseResult parsed, StepPrediction prediction) =>
        prediction.Request is { } request ? StepView.Title(request) : $"trace {parsed.GetValue(trace)}";
}
