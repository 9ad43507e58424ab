using System.CommandLine;
using Simulator.Cli.Help;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Measurement.Devices;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim measure</c>: runs operators on a device of this machine and writes their times.</summary>
internal sealed class MeasureCommand
{
    private static readonly string[] Examples =
    [
        "measure --budget 60s --out measured.csv",
        "measure --device cuda-0 --gpu h100-sxm --ops gemm attention-prefill --out h100.csv",
        "measure --trace step.csv --cache cold --out step-measured.csv",
    ];

    private readonly TextWriter output;
    private readonly TextWriter error;
    private readonly CampaignSettings settings = new();
    private readonly Option<string?> gpu = new("--gpu")
    {
        Description = "id that the rows carry: that of the device's description, by which validate finds it (default: the device's id)",
        HelpName = "ID",
    };

    private readonly Option<bool> noCheck = new("--no-check") { Description = "do not compare results with the double-precision reference first" };
    private readonly Option<string> file = new("--out") { Description = "measurement CSV to write; an interrupted one is completed", HelpName = "FILE.csv", Required = true };

    private MeasureCommand(TextWriter output, TextWriter error)
    {
        this.output = output;
        this.error = error;
    }

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, TextWriter error, Dictionary<Command, HelpTopic> topics)
    {
        var verb = new MeasureCommand(output, error);
        var command = new Command("measure", "run operators on a device of this machine and write their times");
        verb.settings.AddTo(command);
        Option[] results = [verb.gpu, verb.noCheck, verb.file];
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
        var options = settings.Options(parsed) with { Checks = !parsed.GetValue(noCheck) };
        using var device = DeviceDirectory.Find().Open(settings.Device(parsed));
        var plan = settings.Plan(parsed, device.Description);
        var path = parsed.GetValue(file)!;
        var outcome = CampaignRunner.Run(device, parsed.GetValue(gpu) ?? device.Description.Id, plan, options, path, error, cancellation);
        CampaignView.Draw(Terminal.On(output), path, outcome);
        return cancellation.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Success;
    }
}
