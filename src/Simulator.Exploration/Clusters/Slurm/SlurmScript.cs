using System.Globalization;
using System.Text;

namespace Simulator.Exploration.Clusters.Slurm;

/// <summary>
/// The batch scripts of a run on Slurm: a job array whose tasks are the shards, and the job that merges them. Options as in the manual page of
/// <c>sbatch</c>, Slurm 22.05.
/// </summary>
/// <param name="command">The commands of the shards.</param>
/// <param name="resources">What each shard asks for.</param>
public sealed class SlurmScript(ShardCommand command, JobResources resources)
{
    private const long SecondsPerDay = 86400;

    /// <summary>The commands of the shards.</summary>
    public ShardCommand Command => command;

    /// <summary>The name of the array.</summary>
    public string ShardsName => command.JobName;

    /// <summary>The name of the job that merges.</summary>
    public string MergeName => command.JobName + "-merge";

    /// <summary>Where the scripts are kept and the jobs write what they say, absolute.</summary>
    public string Folder => Path.Combine(command.FullFolder, "slurm");

    /// <summary>The job array, one task a shard. <c>--array</c> on the command line of <c>sbatch</c> picks some of them.</summary>
    /// <exception cref="Hardware.Errors.InputException">A name cannot stand in a script.</exception>
    public string Shards => Script(
        ShardsName,
        "shard-%a.log",
        [string.Create(CultureInfo.InvariantCulture, $"--array=1-{command.Shards}"), "--requeue"],
        "# Slurm starts a task again when its node fails; --resume then goes on after the points that are on disk.",
        command.OfShard("$SLURM_ARRAY_TASK_ID"));

    /// <summary>The job that merges.</summary>
    /// <exception cref="Hardware.Errors.InputException">A name cannot stand in a script.</exception>
    public string Merge => Script(
        MergeName, "merge.log", ["--requeue"], "# It verifies first: no gap, no duplicate, the same inputs everywhere.", command.OfMerge());

    /// <summary>A shell script that submits both without following them.</summary>
    /// <exception cref="Hardware.Errors.InputException">A name cannot stand in a script.</exception>
    public string Submission => string.Join('\n',
        "#!/bin/bash",
        "# Submits the shards as a job array, and the merge for when all have succeeded. 'gpusim submit' without --print also submits failed shards again.",
        "set -euo pipefail",
        $"mkdir -p {ShellWord.Quote(Folder)}",
        "",
        "shards=$(sbatch --parsable << 'END_OF_SHARDS'",
        Shards + "END_OF_SHARDS",
        ")",
        "shards=${shards%%;*}",
        "",
        "merge=$(sbatch --parsable --dependency=afterok:\"$shards\" << 'END_OF_MERGE'",
        Merge + "END_OF_MERGE",
        ")",
        "echo \"submitted: shards $shards, merge ${merge%%;*}\"",
        "");

    /// <summary>The log of a shard.</summary>
    /// <param name="shard">Its number, from 1.</param>
    /// <returns>An absolute path.</returns>
    public string LogOf(int shard) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"shard-{shard}.log"));

    /// <summary>The log of the merge: an absolute path.</summary>
    public string MergeLog => Path.Combine(Folder, "merge.log");

    /// <summary>Numbers of shards as <c>--array</c> takes them: <c>3,7-9</c>.</summary>
    /// <param name="shards">The numbers, ascending.</param>
    /// <returns>The list.</returns>
    public static string ArrayOf(IReadOnlyList<int> shards)
    {
        ArgumentNullException.ThrowIfNull(shards);
        var text = new StringBuilder();
        for (int first = 0, last; first < shards.Count; first = last + 1)
        {
            for (last = first; last + 1 < shards.Count && shards[last + 1] == shards[last] + 1;)
                last++;
            text.Append(first > 0 ? "," : "").Append(shards[first]);
            if (last > first)
                text.Append('-').Append(shards[last]);
        }

        return text.ToString();
    }

    /// <summary>A duration as <c>--time</c> takes it: <c>1-02:03:04</c>.</summary>
    /// <param name="seconds">Seconds.</param>
    /// <returns>Days, hours, minutes, seconds.</returns>
    internal static string Time(long seconds) => string.Create(
        CultureInfo.InvariantCulture, $"{seconds / SecondsPerDay}-{TimeSpan.FromSeconds(seconds % SecondsPerDay):hh\\:mm\\:ss}");

    private string Script(string name, string log, IEnumerable<string> options, string comment, string line)
    {
        var output = $"--output={Value(Folder + "/", isPattern: true)[..^1]}{log}\"";
        var cores = string.Create(CultureInfo.InvariantCulture, $"--cpus-per-task={resources.Cores}");
        List<string> all = [$"--job-name={name}", .. options, output, "--open-mode=append", "--nodes=1", "--ntasks=1", cores];
        if (resources.Mebibytes is { } memory)
            all.Add(string.Create(CultureInfo.InvariantCulture, $"--mem={memory}M"));
        if (resources.WholeSeconds is { } seconds)
            all.Add($"--time={Time(seconds)}");
        if (resources.Partition is { } partition)
            all.Add($"--partition={Value(partition, isPattern: false)}");
        string[] work = [comment, $"cd {ShellWord.Quote(command.Directory)} || exit", $"exec {line}"];
        return string.Join('\n', ["#!/bin/bash", .. all.Select(o => $"#SBATCH {o}"), .. work, ""]);
    }

    // sbatch reads double quotes and backslashes in its directives, and % as the start of a placeholder in names of files.
    private static string Value(string text, bool isPattern)
    {
        ShellWord.Check(text);
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return $"\"{(isPattern ? escaped.Replace("%", "%%", StringComparison.Ordinal) : escaped)}\"";
    }
}
