using System.CommandLine;
using Simulator.Exploration.Clusters;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Units;

namespace Simulator.Cli.Options;

/// <summary>The options that say what each shard asks of a cluster.</summary>
internal sealed class ClusterOptions
{
    private const double LongestSeconds = 8000 * 3600;
    private const double LeastBytes = 1 << 20;
    private const double MostBytes = 1e15;

    private readonly Option<string?> partition = new("--partition") { Description = "Slurm's partition (default: the cluster's)", HelpName = "NAME" };
    private readonly Option<string?> time = new("--time") { Description = "the longest that one shard may take, such as 30min or 2h (default: the cluster's)", HelpName = "TIME" };
    private readonly Option<int?> cores = Counts.Option("--cpus-per-task", "cores and threads of one shard (default 1)");
    private readonly Option<string?> memory = new("--memory") { Description = "memory of one shard, such as 2GiB (default: the cluster's)", HelpName = "BYTES" };
    private readonly Option<int?> retries = Counts.Option("--max-retries", "how often a shard that failed is started again (default 3)", 0);
    private readonly Option<string?> image = new("--image") { Description = "Kubernetes: container image that has gpusim on its PATH", HelpName = "IMAGE" };
    private readonly Option<string?> claim = new("--claim") { Description = "Kubernetes: claim of the volume for the files here and the results", HelpName = "NAME" };

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [partition, time, cores, memory, retries, image, claim];

    /// <summary>What a command line asks for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="InputException">A time or a size is none.</exception>
    public JobResources Load(ParseResult parsed)
    {
        var standard = new JobResources();
        return standard with
        {
            Partition = parsed.GetValue(partition),
            TimeSeconds = Value(parsed, time, Dimension.Seconds, 1, LongestSeconds, "30min or 2h, from 1s to 8000h"),
            Cores = parsed.GetValue(cores) ?? standard.Cores,
            MemoryBytes = Value(parsed, memory, Dimension.Bytes, LeastBytes, MostBytes, "2GiB or 500MB, from 1MiB to 1PB"),
            MaxRetries = parsed.GetValue(retries) ?? standard.MaxRetries,
            Image = parsed.GetValue(image) ?? standard.Image,
            Claim = parsed.GetValue(claim) ?? standard.Claim,
        };
    }

    // The general message would speak of nanoseconds.
    private static double? Value(ParseResult parsed, Option<string?> option, Dimension dimension, double least, double most, string accepted)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        try
        {
            return Quantity.Parse(text, dimension, least, most);
        }
        catch (InputException fault)
        {
            throw new InputException($"'{text}' is not accepted; accepted: a number with its unit, such as {accepted}", key: option.Name, inner: fault);
        }
    }
}
