using System.CommandLine;
using System.Globalization;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Exploration.Serving;
using Simulator.Hardware.Catalogs;
using Simulator.Timing.Calibration;
using Spectre.Console;

namespace Simulator.Cli.Commands;

/// <summary>Runs an experiment on serving and shows its points.</summary>
internal sealed class ServingExperimentSession(TextWriter output, TextWriter error, RunOptions options)
{
    private const int Digits = 4;

    /// <summary>Runs it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    /// <returns>The exit code.</returns>
    public int Run(ParseResult parsed, ServingExperiment experiment, CancellationToken cancellation)
    {
        var configs = ConfigDirectory.Find(parsed.GetValue(CommonOptions.Configs));
        var coefficients = CalibrationFile.Load(configs, experiment.Description.Calibration);
        var systems = PlanSession.Systems(parsed, configs, coefficients);
        var (folder, resume, force) = options.Serving(parsed, experiment.Description.Name, experiment.Identity);
        var console = Terminal.On(output);
        if (options.IsDryRun(parsed))
        {
            var (title, axes) = (experiment.Description.Title, string.Join(", ", experiment.Axes));
            console.WriteLine(FormattableString.Invariant($"{title}: {experiment.Points.Length} points of {axes}, to {folder.FullPath}"));
            return ExitCode.Success;
        }

        IPointEvaluation evaluation = experiment.Points is not [{ Pipeline: not null }, ..]
            ? new ServingEvaluation(systems, experiment.Description)
            : new PipelineEvaluation(own => PipelineCommand.Build(parsed, own, configs, coefficients), experiment);
        var sweep = new ServingSweep(experiment, evaluation, folder);
        IReadOnlyList<string[]> rows;
        using (var progress = SweepProgressView.On(error))
        {
            rows = sweep.Run(resume, force, done => progress.Tell(done, experiment.Points.Length), cancellation);
        }

        console.WriteLine(experiment.Description.Title);
        var shown = Enumerable.Range(0, sweep.Columns.Length).Where(c =>
             evaluation.IsShown(sweep.Columns[c]) && rows.Any(r => r[c].Length > 0)
             && !(sweep.Columns[c] == "status" && rows.All(r => r[c] == "ok"))).ToArray();
        var table = new TextTable([.. shown.Select(c => IsNumber(rows, c) ? $">{sweep.Columns[c]}" : sweep.Columns[c])]);
        foreach (var row in rows)
        {
            table.AddRow([.. shown.Select(c => Cell(row[c]))]);
        }

        table.Draw(console);
        console.WriteLine($"points in {folder.Points}");
        if (rows.Count < experiment.Points.Length)
        {
            error.WriteLine($"gpusim: stopped; {rows.Count} of {experiment.Points.Length} points are kept in {folder.FullPath}; --resume goes on");
            return ExitCode.Interrupted;
        }

        return ExitCode.Success;
    }

    private static bool IsNumber(IReadOnlyList<string[]> rows, int column) => rows.All(r => r[column].Length == 0 || Number(r[column]) is not null);

    private static string Cell(string text) => Number(text) is { } number ? Rounded(number) : text;

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Rounded(double number) => Math.Abs(number) is >= 1e6 or (> 0 and < 1e-3)
        ? number.ToString("0.###e+0", CultureInfo.InvariantCulture)
        : number.ToString($"G{Digits}", CultureInfo.InvariantCulture);
}
