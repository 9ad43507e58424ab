using System.CommandLine;
using Simulator.Cli.Commands;
using Simulator.Cli.Export;
using Simulator.Exploration.Results;
using Simulator.Exploration.Runs;
using Simulator.Hardware.Errors;

namespace Simulator.Cli.Options;

/// <summary>The options by which a verb keeps what it found in a results folder, for <c>gpusim report</c>.</summary>
/// <param name="verb">The verb's name, which is the results' name unless one is given.</param>
internal sealed class KeepOptions(string verb)
{
    private const string DefaultFolder = "results";

    private readonly Option<string?> name = new("--name")
    {
        Description = $"keeps the results for 'gpusim report' under this name (default with --run: {verb})",
        HelpName = "NAME"
    };
    private readonly Option<string?> results = new("--results")
    {
        Description = "keeps the results for 'gpusim report' in this folder of all results " +
        "(default with --name: results)",
        HelpName = "DIR"
    };
    private readonly Option<string?> run = new("--run") { Description = "name of the run's folder (default: from the hash of all inputs)", HelpName = "NAME" };

    /// <summary>The options, for help.</summary>
    public IReadOnlyList<Option> All => [name, results, run];

    /// <summary>Whether a folder was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    public bool IsGiven(ParseResult parsed) => All.Any(o => parsed.GetResult(o) is not null);

    /// <summary>The folder of a run that is always kept.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="defaultRun">The run's name where none is given.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="InputException">A name is no folder's name.</exception>
    public RunFolder Folder(ParseResult parsed, string defaultRun) =>
        RunFolder.Of(parsed.GetValue(results) ?? DefaultFolder, parsed.GetValue(name) ?? verb, parsed.GetValue(run) ?? defaultRun);

    /// <summary>Adds the results folder's files, if one was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="files">The files that the verb writes.</param>
    /// <param name="kind">What the folder holds.</param>
    /// <param name="title">One line for people.</param>
    /// <param name="fileName">The file of results.</param>
    /// <param name="text">Its content.</param>
    /// <param name="inputs">Files that it was computed from; those that do not exist are left out.</param>
    /// <returns>The folder; null where none was asked for.</returns>
    /// <exception cref="InputException">A name is no folder's name.</exception>
    public string? Add(ParseResult parsed, OutputFiles files, RunKind kind, string title, string fileName, Func<string> text, params IEnumerable<string> inputs)
    {
        if (!IsGiven(parsed))
        {
            return null;
        }

        var words = parsed.Tokens.Select(t => t.Value).ToArray();
        var manifest = new RunManifest
        {
            Kind = kind,
            Name = parsed.GetValue(name) ?? verb,
            Title = title,
            Version = SweepSession.Version,
            Command = SweepSession.CommandOf(parsed),
            Machine = MachineFacts.Here,
            Inputs = [.. inputs.Where(File.Exists).Distinct().Select(i => InputFile.Of(i)), InputFile.OfText("options", string.Join('\n', words))],
        };
        var folder = RunFolder.Of(parsed.GetValue(results) ?? DefaultFolder, manifest.Name, parsed.GetValue(run) ?? RunOptions.DefaultName(manifest));
        files.Add(Path.Combine(folder.FullPath, fileName), name.Name, text());
        files.Add(folder.Manifest, name.Name, manifest.ToJson());
        return folder.FullPath;
    }
}
