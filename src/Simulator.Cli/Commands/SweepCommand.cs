using System.CommandLine;
using Simulator.Cli.Help;
using Simulator.Cli.Options;
using Simulator.Exploration.Experiments;
using Simulator.Exploration.Spaces;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Systems.Inference;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim sweep</c>: a small experiment without a file.</summary>
internal sealed class SweepCommand
{
    private const string Workload = "step";

    private static readonly string[] Examples =
    [
        "sweep --gpu h100-sxm --model llama-3.1-8b --batch 32 --context 4096 --vary gpu.memory.bandwidth=2TB/s..10TB/s:9 --vary precision=bf16,fp8",
        "sweep --gpu b200-sxm --model llama-3.1-8b --batch 64 --vary precision=bf16,fp8,nvfp4 --objective tpot --objective error --constraint 'error < 5 %'",
        "sweep --gpu h100-sxm --model llama-3.1-70b --tp 4 --vary batch=1,8,64 --vary gpu.sm.count=100..160:7 --objective tpot --objective 'minimise area'",
    ];

    private readonly HardwareOptions hardware = new();
    private readonly WorkloadOptions workload = new();
    private readonly RunOptions run = new();

    private readonly Option<string[]> vary = new("--vary")
    {
        Description = "what varies and how: a list (1,8,64), A..B:COUNT, 'A..B step S' or 'log A..B:COUNT'; may be repeated",
        HelpName = "PATH=VALUES",
    };

    private readonly Option<string[]> derive = new("--derive") { Description = "a value that follows from others, such as 'gpu.l2.bytes=0.4 MB * gpu.sm.count'", HelpName = "PATH=EXPR" };

    private readonly Option<string[]> objective = new("--objective")
    {
        Description = "what is wanted, such as tpot, 'minimise area' or 'maximise tokens_per_second / cost'; may be repeated (default: the step's time)",
        HelpName = "EXPR",
    };

    private readonly Option<string[]> constraint = new("--constraint") { Description = "what a design must meet, such as 'area <= 814 mm2'; may be repeated", HelpName = "EXPR" };
    private readonly Option<string[]> metric = new("--metric") { Description = "one more column; may be repeated", HelpName = "NAME=EXPR" };
    private readonly Option<string?> sample = new("--sample") { Description = "random, latin-hypercube or sobol, how many points, and a seed (default 1)", HelpName = "KIND:N[:SEED]" };
    private readonly Option<string?> distribution = new("--distribution")
    {
        Description = "activations whose rounding error and sqnr measure: normal, outliers (few channels 20 to 100 times larger), student-t (default: normal)",
        HelpName = "NAME",
    };

    private readonly Option<string?> kvScales = new("--kv-scales")
    {
        Description = "what shares a scale in the cache whose rounding kv_error measures: head, token, channel, kivi (default: head)",
        HelpName = "NAME",
    };

    private readonly Option<int?> top = Counts.Option("--top", "designs in the list of the best (default 10)");
    private readonly Option<string> name = new("--name") { Description = "name of the results' folder (default: sweep)", HelpName = "NAME", DefaultValueFactory = _ => "sweep" };

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, TextWriter error, Dictionary<Command, HelpTopic> topics)
    {
        var verb = new SweepCommand();
        var command = new Command("sweep", "vary a GPU, a precision or a mapping around one step, without a file");
        verb.hardware.AddTo(command);
        verb.workload.AddTo(command);
        Option[] space = [verb.vary, verb.derive, verb.sample, verb.objective, verb.constraint, verb.metric, verb.distribution, verb.kvScales, verb.top, verb.name];
        foreach (var option in space)
        {
            command.Add(option);
        }

        verb.run.AddTo(command);
        topics.Add(command, new HelpTopic([("Sweep", space), verb.hardware.Group, .. verb.workload.Groups, verb.run.Group], Examples));
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            var description = verb.Description(parsed);
            var coefficients = verb.hardware.Coefficients(parsed);
            var options = string.Join('\n', [.. verb.hardware.Assignments(parsed), $"{description}", .. Pairs(description), coefficients.Profile?.Name ?? ""]);
            var experiment = RunCommand.Reader(parsed).Check(description, options, coefficients);
            return new SweepSession(output, error, verb.run).Run(parsed, experiment, SweepSession.CommandOf(parsed), null, cancellation);
        }, CancellationToken.None));
        return command;
    }

    private static IEnumerable<string> Pairs(ExperimentDescription description) =>
    [
        .. description.Vary.Select(v => $"{v.Key}={v.Value}"), .. description.Derive.Select(v => $"{v.Key}={v.Value}"),
        .. description.Metrics.Select(v => $"{v.Key}={v.Value}"), .. description.Objectives, .. description.Constraints, $"{description.Sample}",
        $"{description.Workloads[Workload]}",
    ];

    private ExperimentDescription Description(ParseResult parsed)
    {
        if (parsed.GetValue(vary) is not { Length: > 0 })
        {
            throw new InputException("nothing varies; accepted: a path and its values, such as gpu.memory.bandwidth=2TB/s..10TB/s:9", key: vary.Name);
        }

        var (gpu, system) = hardware.Names(parsed);
        return new ExperimentDescription
        {
            Name = parsed.GetValue(name)!,
            Title = $"{workload.Description(parsed).Model} on {gpu ?? system}",
            Gpu = gpu,
            System = system,
            Calibration = hardware.CalibrationName(parsed),
            Set = Table(hardware.Assignments(parsed), "--set"),
            Workloads = new Dictionary<string, WorkloadDescription> { [Workload] = workload.Description(parsed) },
            Vary = Table(parsed.GetValue(vary)!, vary.Name),
            Derive = Table(parsed.GetValue(derive) ?? [], derive.Name),
            Metrics = Table(parsed.GetValue(metric) ?? [], metric.Name),
            Error = Error(parsed),
            Objectives = parsed.GetValue(objective) is { Length: > 0 } wanted ? [.. wanted] : ["latency"],
            Constraints = [.. parsed.GetValue(constraint) ?? []],
            Sample = parsed.GetValue(sample) is { } text ? Sample(text) : null,
            Top = parsed.GetValue(top) ?? new ExperimentDescription { Name = "", Workloads = new Dictionary<string, WorkloadDescription>(), Objectives = [] }.Top,
        };
    }

    private ErrorDescription? Error(ParseResult parsed)
    {
        var (operands, scales) = (parsed.GetValue(distribution), parsed.GetValue(kvScales));
        var usual = new ErrorDescription();
        return operands is null && scales is null ? null : usual with { Distribution = operands ?? usual.Distribution, KvScales = scales ?? usual.KvScales };
    }

    private static OrderedDictionary<string, string> Table(string[] assignments, string option)
    {
        var table = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var assignment in assignments.Select(a => DescriptionOverride.Parse(a, option)))
        {
            if (!table.TryAdd(assignment.Path, assignment.Text))
            {
                throw new InputException("is given twice; accepted: once", option, key: assignment.Path);
            }
        }

        return table;
    }

    private SampleDescription Sample(string text)
    {
        var parts = text.Split(':');
        var kinds = EnumNames.All(typeof(SamplingMethod)).Skip(1).ToArray();
        var position = Array.IndexOf(kinds, parts[0]);
        return position >= 0 && parts.Length is 2 or 3 && long.TryParse(parts[1], out var points) && points > 0
            && (parts.Length == 2 || long.TryParse(parts[2], out _))
            ? new SampleDescription { Kind = (SamplingMethod)(position + 1), Points = points, Seed = parts.Length == 3 ? long.Parse(parts[2]) : 1 }
            : throw new InputException($"'{text}' is not accepted; accepted: KIND:N or KIND:N:SEED with {string.Join(", ", kinds)}, such as sobol:100000", key: sample.Name);
    }
}
