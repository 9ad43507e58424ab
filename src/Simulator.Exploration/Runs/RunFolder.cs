using System.Text.RegularExpressions;
using Simulator.Exploration.Results;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Runs;

/// <summary>The folder <c>results/EXPERIMENT/RUN/</c> of one run.</summary>
/// <param name="FullPath">Its path.</param>
public sealed partial record RunFolder(string FullPath)
{
    /// <summary>The file of points.</summary>
    public const string PointsFile = "points.csv";

    /// <summary>The file of answers.</summary>
    public const string AnswersFile = "answers.json";

    private const string ShardsFolder = "shards";

    /// <summary>The file of points.</summary>
    public string Points => Path.Combine(FullPath, PointsFile);

    /// <summary>The file of answers.</summary>
    public string Answers => Path.Combine(FullPath, AnswersFile);

    /// <summary>The manifest.</summary>
    public string Manifest => Path.Combine(FullPath, RunManifest.FileName);

    /// <summary>The folder of a run.</summary>
    /// <param name="results">The folder of all results.</param>
    /// <param name="experiment">The experiment's name.</param>
    /// <param name="run">The run's name.</param>
    /// <returns>The folder, which need not exist.</returns>
    /// <exception cref="InputException">A name is no folder's name.</exception>
    public static RunFolder Of(string results, string experiment, string run) =>
        new(Path.Combine(results, CheckedName(experiment, "name"), CheckedName(run, "--run")));

    /// <summary>The folder of one part.</summary>
    /// <param name="shard">The part.</param>
    /// <returns>This folder itself for the whole.</returns>
    public RunFolder Of(Shard shard) => shard.Count == 1 ? this : new RunFolder(Path.Combine(FullPath, ShardsFolder, shard.FolderName));

    /// <summary>The parts whose folders exist, in order.</summary>
    /// <returns>The parts; empty where the run was not divided.</returns>
    /// <exception cref="InputException">Folders of different divisions stand side by side.</exception>
    public IReadOnlyList<Shard> Shards()
    {
        var folder = Path.Combine(FullPath, ShardsFolder);
        if (!Directory.Exists(folder))
        {
            return [];
        }

        Shard[] shards =
        [
            .. Directory.EnumerateDirectories(folder).Select(d => Path.GetFileName(d)!).Where(n => ShardName().IsMatch(n))
                .Select(n => Shard.Parse(n.Replace("-of-", "/", StringComparison.Ordinal))).OrderBy(s => s.Number),
        ];
        return shards.Select(s => s.Count).Distinct().Count() <= 1
            ? shards
            : throw new InputException($"holds parts of different divisions ({string.Join(", ", shards.Select(s => s.Count).Distinct())}); accepted: one", folder);
    }

    private static string CheckedName(string name, string key) => FolderName().IsMatch(name)
        ? name
        : throw new InputException($"'{name}' is no folder's name; accepted: letters, digits, '.', '_' and '-', not beginning with '.' or '-'", key: key);

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$")]
    private static partial Regex FolderName();

    [GeneratedRegex("^[0-9]+-of-[0-9]+$")]
    private static partial Regex ShardName();
}
