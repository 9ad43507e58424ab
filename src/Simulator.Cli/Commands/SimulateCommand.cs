using System.Collections.Immutable;
using System.CommandLine;
using Simulator.Cli.Export;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Errors;
using Simulator.Systems.Inference;
using Simulator.Systems.Memory;
using Simulator.Systems.Sensitivity;
using Simulator.Systems.Timelines;
using Simulator.Timing;
using Simulator.Timing.Calibration;
using Simulator.Workloads.Traces;
using Spectre.Console;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim simulate</c>: what a step costs, what binds it, whether it fits, and what would help.</summary>
internal sealed class SimulateCommand
{
    private readonly TextWriter output;
    private readonly HardwareOptions hardware = new();
    private readonly WorkloadOptions workload = new();

    private readonly Option<string?> trace = new("--trace") { Description = "prices the operators of a trace file in place of a model's", HelpName = "FILE" };
    private readonly Option<string?> compare = new("--compare") { Description = "the same step on several GPUs side by side", HelpName = "ID,ID,…" };
    private readonly Option<bool> noGraph = new("--no-graph") { Description = "kernels launched one by one from a stream, without a CUDA graph" };

    private readonly Option<string?> json = new("--json")
    {
        Description = "writes everything as JSON to a file; without a file, to standard output in place of the tables",
        HelpName = "FILE",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> csv = new("--csv")
    {
        Description = "writes the operators as CSV to a file; without a file, to standard output in place of the tables",
        HelpName = "FILE",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> timeline = new("--timeline") { Description = "writes Chrome trace events, which Perfetto opens", HelpName = "FILE" };

    private SimulateCommand(TextWriter output) => this.output = output;

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output)
    {
        var verb = new SimulateCommand(output);
        var command = new Command("simulate", "predict one step of a model: time per operator, what binds it, memory, and what more of each resource would buy");
        verb.hardware.AddTo(command);
        verb.workload.AddTo(command);
        foreach (var option in new Option[] { verb.trace, verb.compare, verb.noGraph, verb.json, verb.csv, verb.timeline })
        {
            command.Add(option);
        }

        command.SetAction(verb.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        if (parsed.GetValue(compare) is { } others)
        {
            return Compare(parsed, others.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }

        var system = hardware.Load(parsed);
        var (request, operators) = Workload(parsed, system);
        var memory = request is null ? null : MemoryFootprint.Of(request, operators, system.Gpu.Memory.Bytes);
        if (memory is { Fits: false })
        {
            throw new InputException(Misfit(request!, memory, system));
        }

        var coefficients = hardware.Coefficients(parsed);
        var result = Simulate(parsed, new TimingModel(system, coefficients), operators);
        var elasticities = ElasticityAnalysis.Of(system, s => Time(parsed, s, coefficients, operators));
        Write(parsed, system, request, result, memory, elasticities);
        return ExitCode.Success;
    }

    private void Write(
        ParseResult parsed, SystemDescription system, InferenceRequest? request, StepResult result, MemoryFootprint? memory,
        ImmutableArray<Elasticity> elasticities)
    {
        var changes = hardware.Assignments(parsed);
        var title = request is null ? $"trace {parsed.GetValue(trace)}" : StepView.Title(request);
        var toOutput = false;
        if (parsed.GetResult(json) is not null)
        {
            toOutput |= parsed.GetValue(json) is null or "-";
            AtomicFile.WriteText(parsed.GetValue(json), output, StepJson.Write(system, changes, request, result, memory, elasticities));
        }

        if (parsed.GetResult(csv) is not null)
        {
            toOutput |= parsed.GetValue(csv) is null or "-";
            AtomicFile.WriteText(parsed.GetValue(csv), output, StepCsv.Write(system.Gpu.Id, result));
        }

        if (parsed.GetValue(timeline) is { } file)
        {
            AtomicFile.Write(file, stream => ChromeTrace.Write(result, $"{title} on {system.Gpu.Id}", stream));
        }

        if (toOutput)
        {
            return;
        }

        var console = Terminal.On(output);
        console.WriteLine(title);
        console.WriteLine(StepView.Hardware(system, request?.Parallelism.Ranks ?? 1, changes));
        StepView.Operators(console, result);
        StepView.Totals(console, result, request);
        if (memory is not null)
        {
            StepView.Memory(console, memory);
        }

        StepView.Elasticities(console, elasticities);
    }

    private int Compare(ParseResult parsed, string[] gpus)
    {
        if (gpus.Length == 0)
        {
            throw new InputException("no GPU; accepted: ids separated by commas, such as h100-sxm,b200-sxm", key: "--compare");
        }

        if (hardware.IsGiven(parsed))
        {
            throw new InputException("--compare names the GPUs itself; leave out --gpu and --system");
        }

        var coefficients = hardware.Coefficients(parsed);
        var entries = new List<ComparisonView.Entry>();
        InferenceRequest? request = null;
        foreach (var id in gpus)
        {
            var system = hardware.Load(parsed, id);
            (request, var operators) = Workload(parsed, system);
            var memory = request is null ? null : MemoryFootprint.Of(request, operators, system.Gpu.Memory.Bytes);
            if (memory is { Fits: false })
            {
                entries.Add(new ComparisonView.Entry(id, null, memory, null, $"does not fit by {Words.Bytes(-memory.Free)}"));
                continue;
            }

            var result = Simulate(parsed, new TimingModel(system, coefficients), operators);
            entries.Add(new ComparisonView.Entry(id, result, memory, request is null ? null : StepFigures.Of(request, result.Seconds), null));
        }

        var console = Terminal.On(output);
        console.WriteLine(request is null ? $"trace {parsed.GetValue(trace)}" : StepView.Title(request));
        ComparisonView.Draw(console, request is null ? "time" : StepFigures.LatencyName(request.Step.Phase), entries);
        return ExitCode.Success;
    }

    private (InferenceRequest? Request, Trace Trace) Workload(ParseResult parsed, SystemDescription system)
    {
        if (parsed.GetValue(trace) is { } file)
        {
            if (workload.IsGiven(parsed))
            {
                throw new InputException("--trace and --model both name a workload; accepted: one of them");
            }

            return (null, TraceFile.Read(file));
        }

        var request = workload.Load(parsed, system.ScaleUp.Gpus);
        var available = system.ScaleUp.Gpus * system.Nodes;
        if (request.Parallelism.Ranks > available)
        {
            throw new InputException(
                $"{request.Parallelism} needs {request.Parallelism.Ranks} GPUs; {system.Id} has {available} ('gpusim list systems' lists larger ones)", key: "--tp");
        }

        return (request, request.BuildTrace());
    }

    private StepResult Simulate(ParseResult parsed, TimingModel model, Trace operators) =>
        new StepSimulator(model, hardware.IsChanged(parsed)).Simulate(operators, parsed.GetValue(noGraph) ? LaunchMode.Stream : LaunchMode.Graph);

    private double Time(ParseResult parsed, SystemDescription system, TimingCoefficients coefficients, Trace operators)
    {
        var simulator = new StepSimulator(new TimingModel(system, coefficients));
        return parsed.GetValue(noGraph) ? simulator.Simulate(operators, LaunchMode.Stream).Seconds : simulator.Seconds(operators);
    }

    private static string Misfit(InferenceRequest request, MemoryFootprint memory, SystemDescription system)
    {
        var advice = FitAdvice.For(request, system.Gpu.Memory.Bytes, system.ScaleUp.Gpus * system.Nodes);
        return $"does not fit on {system.Gpu.Id}: {Words.Bytes(memory.Total)} per GPU (weights {Words.Bytes(memory.Weights)}, KV cache "
            + $"{Words.Bytes(memory.KvCache)}, state {Words.Bytes(memory.State)}, activations {Words.Bytes(memory.Activations)}, runtime "
            + $"{Words.Bytes(memory.Runtime)}) of {Words.Bytes(memory.Capacity)}, {Words.Bytes(-memory.Free)} too much; "
            + advice.Describe(request.Parallelism);
    }
}
