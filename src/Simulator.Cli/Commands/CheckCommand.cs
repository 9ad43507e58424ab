using System.CommandLine;
using Simulator.Cli.Export;
using Simulator.Cli.Help;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Gpus;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Measurements;
using Simulator.Measurement.Probing;
using Simulator.Measurement.Processors;
using Simulator.Measurement.Validation;
using Simulator.Timing.Calibration;
using Spectre.Console;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim check</c>: is the model right on this machine? Describes the device, measures a balanced set, compares, and says so.</summary>
internal sealed class CheckCommand
{
    private static readonly TimeSpan StandardBudget = TimeSpan.FromSeconds(120);
    private static readonly string[] Examples = ["check", "check --device cuda-0 --gpu h100-sxm --budget 5min"];

    private readonly TextWriter output;
    private readonly TextWriter error;
    private readonly CampaignSettings settings = new();
    private readonly Option<string?> gpu = new("--gpu") { Description = "description of the device: an id or a path (default: the processor is probed)", HelpName = "ID" };
    private readonly Option<string> folder = new("--out")
    {
        Description = "folder for description, measurements, manifest and parity table; emptied of those first (default: results/check)",
        HelpName = "DIR",
        DefaultValueFactory = _ => "results/check",
    };

    private CheckCommand(TextWriter output, TextWriter error)
    {
        this.output = output;
        this.error = error;
    }

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, TextWriter error, Dictionary<Command, HelpTopic> topics)
    {
        var verb = new CheckCommand(output, error);
        var command = new Command("check", "is the model right on this machine? describe the device, measure a balanced set, compare");
        verb.settings.AddTo(command);
        Option[] results = [verb.gpu, verb.folder];
        foreach (var option in results)
        {
            command.Add(option);
        }

        topics.Add(command, new HelpTopic([verb.settings.Group, ("Results", results)], Examples));
        command.SetAction((parsed, cancellation) => Task.Run(() => verb.Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var options = settings.Options(parsed, StandardBudget);
        using var device = DeviceDirectory.Find().Open(settings.Device(parsed));
        var plan = settings.Plan(parsed, device.Description);
        var target = parsed.GetValue(folder)!;
        var configs = ConfigDirectory.Find(parsed.GetValue(CommonOptions.Configs));
        var id = parsed.GetValue(gpu) is { } given ? new GpuCatalog(configs).Load(given).Id : device.Description.Id;
        Directory.CreateDirectory(target);
        var probe = Probe(parsed, device, cancellation);
        var rows = Path.Combine(target, "measurements.csv");
        File.Delete(rows);
        var outcome = CampaignRunner.Run(device, id, plan, options, rows, error, cancellation);
        var console = Terminal.On(output);
        CampaignView.Draw(console, rows, outcome);
        if (cancellation.IsCancellationRequested || outcome.Measured == 0)
        {
            return cancellation.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Fault;
        }

        // Probed before and after: the better figures count, so that work elsewhere in between spoils less.
        var description = Describe(parsed, probe is null ? null : probe.With(Probe(parsed, device, cancellation)!), id, configs, target);
        var set = MeasurementFile.Read([rows], MeasurementConventions.None);
        var systems = new Dictionary<string, SystemDescription> { [description.Id] = SystemCatalog.DefaultFor(description) };
        var report = Validator.Validate(set, systems, CalibrationFile.Load(configs));
        var files = new OutputFiles(output);
        files.Add(Path.Combine(target, "parity.csv"), folder.Name, ValidationCsv.Write(report));
        files.Commit();
        ValidationView.Parity(console, report);
        ValidationView.Draw(console, report);
        Verdict(console, description, CheckVerdict.Of(report));
        return ExitCode.Success;
    }

    /// <summary>Probes the processor; null where a description was given.</summary>
    private ProbeResult? Probe(ParseResult parsed, IKernelDevice device, CancellationToken cancellation) =>
        parsed.GetValue(gpu) is not null ? null
        : device is ProcessorDevice processor ? ProcessorProbe.Run(processor, step => error.WriteLine($"probing {step}"), cancellation)
        : throw new InputException($"{device.Description.Id} ({device.Description.Name}) needs a description; add --gpu ID ('gpusim list gpus')");

    private GpuDescription Describe(ParseResult parsed, ProbeResult? probe, string id, string configs, string target)
    {
        if (probe is null)
        {
            return new GpuCatalog(configs).Load(parsed.GetValue(gpu)!);
        }

        ProbeView.Draw(Terminal.On(output), probe);
        var path = Path.Combine(target, id + ".yaml");
        using var text = new StringWriter();
        ProbeDescription.Write(probe, id, text);
        var files = new OutputFiles(output);
        files.Add(path, folder.Name, text.ToString());
        files.Commit();
        return new GpuCatalog(configs).Load(path);
    }

    private static void Verdict(IAnsiConsole console, GpuDescription description, CheckVerdict verdict)
    {
        if (verdict.Rows > 0)
        {
            console.WriteLine(
                $"verdict: {Words.Percent(verdict.Mape)} mean absolute error over {verdict.Rows} rows of products from {CheckVerdict.LeastSide} on, attention, "
                + $"experts, Mamba-2 layers, norms, activations and triad on {description.Name}: "
                + (verdict.IsMet ? $"within {Words.Percent(CheckVerdict.Goal)}"
                    : $"more than {Words.Percent(CheckVerdict.Goal)}; the model is off here, or the machine was doing other work, or the budget left too few rows"));
        }
    }
}
