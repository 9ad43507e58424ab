using Simulator.Exploration.Answers;
using Simulator.Exploration.Results;
using Simulator.Exploration.Runs;
using Simulator.Hardware.Errors;
using Simulator.Reporting.Precision;
using Simulator.Reporting.Serving;
using Simulator.Reporting.Steps;
using Simulator.Reporting.Sweeps;
using Simulator.Reporting.Training;
using Simulator.Reporting.Validations;

namespace Simulator.Reporting.Reports;

/// <summary>Reads a results folder and says what it holds.</summary>
public static class ReportBuilder
{
    /// <summary>Reads folders: one of any kind, or several of steps, which are shown side by side.</summary>
    /// <param name="folders">The folders <c>results/NAME/RUN</c>, at least one.</param>
    /// <returns>The report; its manifest is the first folder's.</returns>
    /// <exception cref="InputException">A folder is missing, foreign, half-written or changed by hand, or several are not of steps; the message says so in one
    /// line.</exception>
    public static Report Of(IReadOnlyList<string> folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        if (folders is [var only])
        {
            return Of(only);
        }

        var runs = folders.Select(f => (Folder: Existing(f), Manifest: RunManifest.Read(f))).ToArray();
        if (runs.FirstOrDefault(r => r.Manifest.Kind is not (RunKind.Step or RunKind.Comparison)) is { Folder: { } other } wrong)
        {
            throw new InputException($"is a {wrong.Manifest.Kind.ToString().ToLowerInvariant()}; accepted beside other runs: steps and comparisons", other);
        }

        var manifest = runs[0].Manifest with
        {
            Kind = RunKind.Comparison,
            Title = $"Steps side by side: {string.Join(", ", runs.Select(r => r.Manifest.Name).Distinct())}"
        };
        return StepReportText.Of(manifest, [.. runs.SelectMany(r => StepFile.Read(Needed(r.Folder, StepFile.FileName)))]);
    }

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The folder <c>results/NAME/RUN</c>.</param>
    /// <returns>The report.</returns>
    /// <exception cref="InputException">The folder is missing, foreign, half-written or changed by hand; the message says so in one line.</exception>
    public static Report Of(string folder)
    {
        var manifest = RunManifest.Read(Existing(folder));
        try
        {
            return manifest.Kind switch
            {
                RunKind.Sweep => Sweep(folder, manifest),
                RunKind.Validation => ValidationReportText.Of(manifest, ValidationFile.Read(Needed(folder, ValidationFile.FileName))),
                RunKind.Step or RunKind.Comparison => StepReportText.Of(manifest, StepFile.Read(Needed(folder, StepFile.FileName))),
                RunKind.Training => TrainingReportText.Of(manifest, TrainingFile.Read(Needed(folder, TrainingFile.FileName))),
                RunKind.Precision => PrecisionReportText.Of(manifest, PrecisionFile.Read(Needed(folder, PrecisionFile.FileName))),
                RunKind.Serving => ServingReportText.Of(manifest, ServingFile.Read(Needed(folder, ServingFile.FileName)), folder),
                var other => throw new InputException($"kind '{other}' is not accepted", Path.Combine(folder, RunManifest.FileName)),
            };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"cannot be read: {fault.Message}", folder, inner: fault);
        }
    }

    private static Report Sweep(string folder, RunManifest manifest)
    {
        if (manifest.Columns.IsDefaultOrEmpty)
        {
            throw new InputException("names no columns of points.csv", Path.Combine(folder, RunManifest.FileName), key: "columns");
        }

        return SweepReportText.Of(manifest, SweepFile.Read(Needed(folder, RunFolder.PointsFile), manifest.Columns, manifest.Points),
            File.Exists(Path.Combine(folder, AnswersFile.FileName)) ? AnswersFile.Read(folder) : null);
    }

    private static string Existing(string folder) => Directory.Exists(folder)
        ? folder
        : throw new InputException(
            File.Exists(folder) ? "is a file; accepted: a folder such as results/NAME/RUN"
                : "there is no such folder; accepted: a folder such as results/NAME/RUN", folder);

    private static string Needed(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? path : throw new InputException($"{name} is missing: the run was not finished, or the file was removed", folder);
    }
}
