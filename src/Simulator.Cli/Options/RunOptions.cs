using System.CommandLine;
using Simulator.Exploration.Experiments;
using Simulator.Exploration.Results;
using Simulator.Exploration.Runs;
using Simulator.Hardware.Errors;

namespace Simulator.Cli.Options;

/// <summary>The options that say how a sweep is run and where its results go.</summary>
internal sealed class RunOptions
{
    /// <summary>Characters of a run's own name: enough of its identity to tell runs apart.</summary>
    private const int NameLength = 8;

    private readonly Option<string> results = new("--results")
    {
        Description = "folder of all results (default: results)",
        HelpName = "DIR",
        DefaultValueFactory = _ => "results",
    };

    private readonly Option<string?> run = new("--run") { Description = "name of the run's folder (default: from the hash of all inputs)", HelpName = "NAME" };
    private readonly Option<string?> shard = new("--shard") { Description = "computes one of n parts, which 'gpusim merge' joins", HelpName = "i/n" };
    private readonly Option<bool> resume = new("--resume") { Description = "goes on where a run ended, whatever ended it" };
    private readonly Option<bool> force = new("--force") { Description = "does a run again that is there" };
    private readonly Option<int?> threads = Counts.Option("--threads", "threads (default: all logical processors)");
    private readonly Option<bool> report = new("--report") { Description = "also writes the report, as 'gpusim report' does (as report: true in the experiment)" };
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "checks everything and says how many points, how long, how large" };

    /// <summary>The options, for help.</summary>
    public (string Title, IReadOnlyList<Option> Options) Group => ("Run", [results, run, shard, resume, force, threads, report, dryRun]);

    /// <summary>Adds the options to a verb.</summary>
    /// <param name="command">The verb.</param>
    public void AddTo(Command command)
    {
        foreach (var option in Group.Options)
        {
            command.Add(option);
        }
    }

    /// <summary>Whether the run is only looked at.</summary>
    /// <param name="parsed">The command line.</param>
    public bool IsDryRun(ParseResult parsed) => parsed.GetValue(dryRun);

    /// <summary>Whether a report is wanted.</summary>
    /// <param name="parsed">The command line.</param>
    public bool WantsReport(ParseResult parsed) => parsed.GetValue(report);

    /// <summary>How the sweep is run.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="InputException">A value is not accepted.</exception>
    public SweepOptions Sweep(ParseResult parsed)
    {
        if (parsed.GetValue(resume) && parsed.GetValue(force))
        {
            throw new InputException("keeps what --force throws away; accepted: one of them", key: resume.Name);
        }

        return new SweepOptions
        {
            Shard = parsed.GetValue(shard) is { } text ? OptionErrors.Named(shard.Name, () => Shard.Parse(text)) : Shard.Whole,
            Threads = parsed.GetValue(threads) ?? Environment.ProcessorCount,
            Resume = parsed.GetValue(resume),
            Force = parsed.GetValue(force),
        };
    }

    /// <summary>The run's folder.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="manifest">Its manifest.</param>
    public RunFolder Folder(ParseResult parsed, Experiment experiment, RunManifest manifest) =>
        RunFolder.Of(parsed.GetValue(results)!, experiment.Description.Name, parsed.GetValue(run) ?? DefaultName(manifest));

    /// <summary>How an experiment on serving is run, and where its results go.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="name">The experiment's name.</param>
    /// <param name="identity">The run's name where none is given.</param>
    /// <exception cref="InputException">An option does not apply to such experiments.</exception>
    public (RunFolder Folder, bool Resume, bool Force) Serving(ParseResult parsed, string name, string identity)
    {
        var sweep = Sweep(parsed);
        if (sweep.Shard.Count > 1)
        {
            throw new InputException("experiments on serving run whole; accepted: none, or --resume to go on", key: shard.Name);
        }

        return (RunFolder.Of(parsed.GetValue(results)!, name, parsed.GetValue(run) ?? identity), sweep.Resume, sweep.Force);
    }

    /// <summary>The name of a run that was given none: the same for the same inputs.</summary>
    /// <param name="manifest">The run's manifest.</param>
    public static string DefaultName(RunManifest manifest) => manifest.Identity[..NameLength];
}
