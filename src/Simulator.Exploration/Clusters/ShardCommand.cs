using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Simulator.Exploration.Clusters;

/// <summary>
/// An experiment cut into shards, as commands: what computes one shard, and what joins them. This is the contract between <c>gpusim</c> and whatever
/// starts it: a shard exits with 0 when its part is complete on disk, may be started again at any time, and does nothing where there is nothing to do.
/// </summary>
public sealed record ShardCommand
{
    private const int LongestSlug = 30;
    private const int HashDigits = 8;

    /// <summary>How the program is called: its path, or <c>dotnet</c> and the path of its library.</summary>
    public required ImmutableArray<string> Program { get; init; }

    /// <summary>The folder that the commands run in: relative paths start there.</summary>
    public required string Directory { get; init; }

    /// <summary>The experiment's file, as the user named it.</summary>
    public required string Experiment { get; init; }

    /// <summary>The experiment's name: the folder below <see cref="Results"/>.</summary>
    public required string Name { get; init; }

    /// <summary>The run's name: the folder below the experiment's.</summary>
    public required string Run { get; init; }

    /// <summary>The folder of results, as the user named it.</summary>
    public string Results { get; init; } = "results";

    /// <summary>Into how many shards the experiment is cut, at least 1.</summary>
    public required int Shards { get; init; }

    /// <summary>Threads of one shard, at least 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Options that every command takes, such as <c>--configs DIR</c>.</summary>
    public ImmutableArray<string> Options { get; init; } = [];

    /// <summary>The run's folder, relative as the user named it.</summary>
    public string Folder => string.Join('/', Results.TrimEnd('/'), Name, Run);

    /// <summary>The run's folder, absolute.</summary>
    public string FullFolder => Path.GetFullPath(Folder, Directory);

    /// <summary>
    /// A name that the run's jobs carry, of lower-case letters, digits and dashes, at most 46 characters: the same for the same folder and number of
    /// shards, different for others, so that a queue can be asked for the run's jobs.
    /// </summary>
    public string JobName
    {
        get
        {
            var slug = new string([.. Name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{FullFolder}\n{Shards.ToString(CultureInfo.InvariantCulture)}"));
            return $"gpusim-{slug[..Math.Min(LongestSlug, slug.Length)].Trim('-')}-{Convert.ToHexStringLower(hash)[..HashDigits]}";
        }
    }

    /// <summary>The command of one shard.</summary>
    /// <param name="index">What the shell puts in as the shard's number, from 1: <c>7</c>, <c>$SLURM_ARRAY_TASK_ID</c>.</param>
    /// <returns>One line for a POSIX shell.</returns>
    /// <exception cref="Hardware.Errors.InputException">A name cannot stand in a script.</exception>
    public string OfShard(string index)
    {
        var run = ShellWord.Join([.. Program, "run", Experiment, "--results", Results, "--run", Run]);
        return string.Create(CultureInfo.InvariantCulture, $"{run} --shard \"{index}/{Shards}\" --resume --threads {Threads}{Suffix}");
    }

    /// <summary>The command that verifies and joins the shards.</summary>
    /// <returns>One line for a POSIX shell.</returns>
    /// <exception cref="Hardware.Errors.InputException">A name cannot stand in a script.</exception>
    public string OfMerge() => ShellWord.Join([.. Program, "merge", Folder]) + Suffix;

    private string Suffix => Options.IsEmpty ? "" : " " + ShellWord.Join(Options);
}
