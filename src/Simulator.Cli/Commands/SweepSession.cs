using System.CommandLine;
using System.Reflection;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Exploration.Clusters;
using Simulator.Exploration.Experiments;
using Simulator.Exploration.Runs;
using Spectre.Console;

namespace Simulator.Cli.Commands;

/// <summary>Runs an experiment and shows what came of it.</summary>
internal sealed class SweepSession(TextWriter output, TextWriter error, RunOptions options)
{
    /// <summary>The program's version.</summary>
    public static string Version { get; } =
        Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>A command line as a shell reads it back, for manifests.</summary>
    /// <param name="parsed">The command line.</param>
    public static string CommandOf(ParseResult parsed) => string.Join(' ', ["gpusim", .. parsed.Tokens.Select(t => ShellWord.Literal(t.Value))]);

    /// <summary>Runs it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="command">The command that computes it again.</param>
    /// <param name="file">The experiment's file as it was named; null where it was given by options.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    /// <returns>The exit code.</returns>
    public int Run(ParseResult parsed, Experiment experiment, string command, string? file, CancellationToken cancellation)
    {
        var sweep = options.Sweep(parsed);
        var manifest = experiment.ManifestOf(Version, command, file);
        var folder = options.Folder(parsed, experiment, manifest);
        var console = Terminal.On(output);
        if (options.IsDryRun(parsed))
        {
            SweepView.Draw(console, experiment, SweepEstimate.Of(experiment, sweep), sweep);
            return ExitCode.Success;
        }

        SweepOutcome outcome;
        using (var progress = SweepProgressView.On(error))
        {
            outcome = new SweepRunner(experiment, manifest, folder).Run(sweep, progress.Tell, cancellation);
        }

        SweepView.Draw(console, experiment, outcome);
        if (!outcome.IsComplete)
        {
            error.WriteLine($"gpusim: stopped; {outcome.Progress.Done} of {outcome.Progress.Total} points are kept in {outcome.Folder.FullPath}; --resume goes on");
            return ExitCode.Interrupted;
        }

        if (outcome.Answers is not null && (experiment.Description.Report || options.WantsReport(parsed)))
        {
            var path = ReportCommand.Write(outcome.Folder.FullPath, output);
            console.WriteLine($"report in {path}");
        }

        if (outcome.Answers?.Constraints.Refusal() is { } refusal)
        {
            error.WriteLine($"gpusim: {refusal}");
            return ExitCode.ThresholdMissed;
        }

        return ExitCode.Success;
    }
}
