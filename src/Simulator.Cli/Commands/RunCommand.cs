using System.CommandLine;
using Simulator.Cli.Help;
using Simulator.Cli.Options;
using Simulator.Exploration.Experiments;
using Simulator.Exploration.Serving;
using Simulator.Hardware.Catalogs;
using Simulator.Workloads.Models.Catalog;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim run</c>: an experiment of a file.</summary>
internal static class RunCommand
{
    private static readonly string[] Examples =
    [
        "run configs/experiments/bandwidth-for-fp8.yaml",
        "run hopper-to-blackwell --dry-run",
        "run bandwidth-for-fp8 --shard 3/32 --resume",
        "run aggregated-or-disaggregated --resume",
    ];

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, TextWriter error, Dictionary<Command, HelpTopic> topics)
    {
        var file = new Argument<string>("EXPERIMENT") { Description = "a name in configs/experiments/, or the path of a file" };
        var run = new RunOptions();
        var command = new Command("run", "run an experiment: vary architecture, precision and mapping over a design space, and say what matters") { file };
        run.AddTo(command);
        topics.Add(command, new HelpTopic([run.Group], Examples));
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            var name = parsed.GetValue(file)!;
            var path = Reader(parsed).PathOf(name);
            if (ServingExperiment.Is(path))
            {
                var serving = ServingExperiment.Read(path, ConfigDirectory.Find(parsed.GetValue(CommonOptions.Configs)));
                return new ServingExperimentSession(output, error, run).Run(parsed, serving, cancellation);
            }

            var experiment = Reader(parsed).Read(name);
            return new SweepSession(output, error, run).Run(parsed, experiment, $"gpusim run {name}", name, cancellation);
        }, CancellationToken.None));
        return command;
    }

    /// <summary>What reads experiments, with the catalogues of the command line.</summary>
    /// <param name="parsed">The command line.</param>
    public static ExperimentReader Reader(ParseResult parsed) => new(
        ConfigDirectory.Find(parsed.GetValue(CommonOptions.Configs)), WorkloadDirectory.Find(parsed.GetValue(CommonOptions.Workloads)));
}
