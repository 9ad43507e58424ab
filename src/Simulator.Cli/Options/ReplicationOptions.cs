using System.CommandLine;
using Simulator.Exploration.Runs;
using Simulator.Hardware.Errors;

namespace Simulator.Cli.Options;

/// <summary>The options of a simulation that is run under several seeds.</summary>
internal sealed class ReplicationOptions
{
    private readonly Option<int?> replications = Counts.Option(
        "--replications", "runs under as many seeds, from --seed on, and prints means with 95 % confidence intervals");
    private readonly Option<string> results = new("--results")
    {
        Description = "folder of all results (default: results)",
        HelpName = "DIR",
        DefaultValueFactory = _ => "results",
    };

    private readonly Option<string?> run = new("--run")
    {
        Description = "name of the folder in results/serve/ that keeps finished replications (default: from the hash of all inputs)",
        HelpName = "NAME",
    };

    private readonly Option<string?> shard = new("--shard")
    {
        Description = "computes one of n parts of the replications; the command without it joins them",
        HelpName = "i/n",
    };

    private readonly Option<int?> threads = Counts.Option("--threads", "threads (default: all logical processors)");

    /// <summary>The options, for help.</summary>
    public (string Title, IReadOnlyList<Option> Options) Group => ("Replications", [replications, results, run, shard, threads]);

    /// <summary>How many replications are asked for; null for one run that is not kept.</summary>
    public int? Count(ParseResult parsed)
    {
        if (parsed.GetValue(replications) is { } count)
        {
            return count;
        }

        return parsed.GetValue(run) is null && parsed.GetValue(shard) is null ? null
            : throw new InputException("belongs to replications; accepted: --replications N beside it", key: parsed.GetValue(run) is null ? shard.Name : run.Name);
    }

    /// <summary>The part that is computed here.</summary>
    public Shard Shard(ParseResult parsed) =>
        parsed.GetValue(shard) is { } text ? OptionErrors.Named(shard.Name, () => Exploration.Runs.Shard.Parse(text)) : Exploration.Runs.Shard.Whole;

    /// <summary>Threads.</summary>
    public int Threads(ParseResult parsed) => parsed.GetValue(threads) ?? Environment.ProcessorCount;

    /// <summary>The folder of finished replications.</summary>
    public RunFolder Folder(ParseResult parsed, string identity) =>
        RunFolder.Of(parsed.GetValue(results)!, "serve", parsed.GetValue(run) ?? identity[..8]);
}
