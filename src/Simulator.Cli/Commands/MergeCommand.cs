using System.CommandLine;
using Simulator.Cli.Help;
using Simulator.Cli.Rendering;
using Simulator.Exploration.Results;
using Simulator.Exploration.Runs;
using Simulator.Hardware.Errors;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim merge</c>: joins the parts of a run.</summary>
internal static class MergeCommand
{
    private static readonly string[] Examples = ["merge results/bandwidth-for-fp8/4f0c2a91"];

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, TextWriter error, Dictionary<Command, HelpTopic> topics)
    {
        var folder = new Argument<string>("FOLDER") { Description = "a run's folder, such as results/NAME/RUN, that holds shards/" };
        var file = new Option<string?>("--experiment") { Description = "the experiment's file, where it has moved since the parts were computed", HelpName = "FILE" };
        var command = new Command("merge", "join the parts of a run and check that none is missing, twice or of another run") { folder, file };
        topics.Add(command, new HelpTopic([("Merge", [file])], Examples));
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            var run = new RunFolder(parsed.GetValue(folder)!);
            var parts = run.Shards();
            if (parts.Count == 0)
            {
                throw new InputException("holds no parts; accepted: a run's folder with shards/, as 'gpusim run --shard i/n' writes it", run.FullPath);
            }

            var manifest = RunManifest.Read(run.Of(parts[0]).FullPath);
            var name = parsed.GetValue(file) ?? manifest.Experiment
                ?? throw new InputException("the parts name no experiment's file; accepted: --experiment FILE", run.FullPath);
            var experiment = RunCommand.Reader(parsed).Read(name);
            var outcome = new SweepMerger(experiment, experiment.ManifestOf(SweepSession.Version, manifest.Command, manifest.Experiment), run).Merge(cancellation);
            SweepView.Draw(Terminal.On(output), experiment, outcome);
            if (outcome.Answers?.Constraints.Refusal() is { } refusal)
            {
                error.WriteLine($"gpusim: {refusal}");
                return ExitCode.ThresholdMissed;
            }

            return ExitCode.Success;
        }, CancellationToken.None));
        return command;
    }
}
