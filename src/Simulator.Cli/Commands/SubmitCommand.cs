using System.CommandLine;
using Simulator.Cli.Help;
using Simulator.Cli.Options;
using Simulator.Exploration.Clusters;
using Simulator.Exploration.Clusters.Slurm;
using Simulator.Exploration.Experiments;
using Simulator.Exploration.Results;
using Simulator.Exploration.Runs;
using Simulator.Exploration.Serving;
using Simulator.Hardware.Errors;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim submit</c>: computes an experiment in shards on a cluster, and joins them.</summary>
internal sealed class SubmitCommand
{
    private const string DefaultResults = "results";

    private static readonly string[] Examples =
    [
        "submit bandwidth-for-fp8 --engine slurm --shards 64 --time 30min --memory 2GiB",
        "submit bandwidth-for-fp8 --engine parallel --shards 16 --print | bash",
        "submit bandwidth-for-fp8 --engine kubernetes --shards 64 --image IMAGE --print | kubectl apply -f -",
    ];

    private readonly TextWriter output;
    private readonly TextWriter error;
    private readonly Argument<string> experiment = new("EXPERIMENT") { Description = "a name in configs/experiments/, or the path of a file" };
    private readonly Option<string> engine = new("--engine")
    {
        Description = "slurm, parallel (GNU parallel) or kubernetes",
        HelpName = "NAME",
        Required = true,
    };

    private readonly Option<int?> shards = Counts.Option("--shards", "into how many parts the experiment is cut (required)", 2);
    private readonly Option<bool> print = new("--print") { Description = "only show the script" };
    private readonly Option<string?> results = new("--results") { Description = "folder of results (default: results)", HelpName = "DIR" };
    private readonly Option<string?> run = new("--run") { Description = "name of the run's folder (default: from the hash of all inputs)", HelpName = "NAME" };
    private readonly ClusterOptions cluster = new();

    private SubmitCommand(TextWriter output, TextWriter error)
    {
        this.output = output;
        this.error = error;
    }

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, TextWriter error, Dictionary<Command, HelpTopic> topics)
    {
        var verb = new SubmitCommand(output, error);
        var command = new Command("submit", "compute an experiment in shards on a cluster, follow it, repair it, and join the result") { verb.experiment };
        Option[] where = [verb.engine, verb.shards, verb.print, verb.results, verb.run];
        foreach (var option in where.Concat(verb.cluster.All))
            command.Add(option);
        topics.Add(command, new HelpTopic([("Run", where), ("Each shard", verb.cluster.All)], Examples));
        command.SetAction((parsed, cancellation) => Task.Run(() => verb.Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var chosen = OptionErrors.Named(engine.Name, () => ClusterEngines.Find(parsed.GetValue(engine)!));
        var resources = cluster.Load(parsed);
        var count = parsed.GetValue(shards) ?? throw new InputException("no value given; accepted: --shards N with N from 2", key: shards.Name);
        var file = parsed.GetValue(experiment)!;
        if (ServingExperiment.Is(RunCommand.Reader(parsed).PathOf(file)))
            throw new InputException($"is an experiment on serving, which has no shards; accepted: gpusim run {file} --resume", file);
        var study = RunCommand.Reader(parsed).Read(file);
        var manifest = study.ManifestOf(SweepSession.Version, $"gpusim run {file}", file);
        var command = Commands(parsed, manifest, count, resources.Cores);
        var script = chosen.Script(command, resources);
        if (parsed.GetValue(print))
        {
            output.Write(script);
            return ExitCode.Success;
        }

        if (chosen is not SlurmEngine)
            throw new InputException($"'{chosen.Name}' is not started from here; accepted: with --print, which shows what to hand to it", key: engine.Name);
        Follow(study, manifest, command, resources, cancellation);
        output.WriteLine($"{count} shards merged: {command.Folder}");
        return ExitCode.Success;
    }

    private ShardCommand Commands(ParseResult parsed, RunManifest manifest, int count, int threads)
    {
        var folder = parsed.GetValue(results) ?? DefaultResults;
        var runName = parsed.GetValue(run) ?? RunOptions.DefaultName(manifest);
        RunFolder.Of(folder, manifest.Name, runName);
        OptionErrors.Named(shards.Name, () => Shard.Parse($"1/{count}"));
        return new ShardCommand
        {
            Program = CallingProgram.Words(),
            Directory = Environment.CurrentDirectory,
            Experiment = parsed.GetValue(experiment)!,
            Name = manifest.Name,
            Results = folder,
            Run = runName,
            Shards = count,
            Threads = threads,
            Options = [.. Given(parsed, CommonOptions.Configs), .. Given(parsed, CommonOptions.Workloads)],
        };
    }

    private static IEnumerable<string> Given(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is { } value ? [option.Name, value] : [];

    private void Follow(Experiment study, RunManifest manifest, ShardCommand command, JobResources resources, CancellationToken cancellation)
    {
        var folder = RunFolder.Of(command.Results, command.Name, command.Run);
        var states = new SweepShardStates(new SweepMerger(study, manifest, folder), manifest, folder, command.Shards);
        states.Check();
        new SlurmFollower(new SlurmScript(command, resources), new SlurmController(), states, resources.MaxRetries, error.WriteLine).Run(cancellation);
    }
}
