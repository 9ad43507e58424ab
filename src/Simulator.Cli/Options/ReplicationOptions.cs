using System.CommandLine;
using Simulator.Exploration.Runs;
using Simulator.Hardware.Errors;

namespace Simulator.Cli.Options;

/// <summary>The options of a simulation that is run under several seeds.</summary>
internal sealed class ReplicationOptions
{
    private readonly Option<int?> replications = Counts.Option(
        "--replications", "runs under as many seeds, from --seed on, keeps each, and prints means with 95 % confidence intervals");
    private readonly Option<string?> shard = new("--shard")
    {
        Description = "computes one of n parts of the replications; the command without it joins them",
        HelpName = "i/n",
    };

    /// <summary>The options, for help.</summary>
    public (string Title, IReadOnlyList<Option> Options) Group => ("Replications", [replications, shard]);

    /// <summary>How many replications are asked for; null for one run.</summary>
    public int? Count(ParseResult parsed)
    {
        if (parsed.GetValue(replications) is { } count)
        {
            return count;
        }

        return parsed.GetValue(shard) is null ? null : throw new InputException("belongs to replications; accepted: --replications N beside it", key: shard.Name);
    }

    /// <summary>The part that is computed here.</summary>
    public Shard Shard(ParseResult parsed) =>
        parsed.GetValue(shard) is { } text ? OptionErrors.Named(shard.Name, () => Exploration.Runs.Shard.Parse(text)) : Exploration.Runs.Shard.Whole;
}
