using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using Simulator.Exploration.Runs;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Serving;

/// <summary>Works out an experiment on serving, point by point; whole lines are kept whatever ends it.</summary>
/// <param name="experiment">The experiment.</param>
/// <param name="evaluation">Works out a point.</param>
/// <param name="folder">Where <c>points.csv</c> goes.</param>
public sealed class ServingSweep(ServingExperiment experiment, IPointEvaluation evaluation, RunFolder folder)
{
    /// <summary>The columns: axes, then figures.</summary>
    public ImmutableArray<string> Columns { get; } = [.. experiment.Axes, .. evaluation.Columns];

    /// <summary>Runs.</summary>
    /// <param name="resume">Whether points that stand in the file are kept.</param>
    /// <param name="force">Whether they are computed again.</param>
    /// <param name="tell">Is told how many points are done.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The rows that are there, in order; fewer than points where it was ended early.</returns>
    /// <exception cref="InputException">The folder holds a run and neither is asked for, or it cannot be written.</exception>
    public IReadOnlyList<string[]> Run(bool resume, bool force, Action<int> tell, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tell);
        if (File.Exists(folder.Points) && !resume && !force)
        {
            throw new InputException("holds a run; accepted: --resume to go on, --force to do it again, or another --run", folder.FullPath);
        }

        try
        {
            Directory.CreateDirectory(folder.FullPath);
            using var held = RunLock.Take(folder);
            var rows = resume && File.Exists(folder.Points) ? Kept() : [];
            File.WriteAllText(folder.Points, string.Concat(rows.Prepend([.. Columns]).Select(Line)));
            for (var i = rows.Count; i < experiment.Points.Length && !cancellation.IsCancellationRequested; i++)
            {
                tell(i);
                var point = experiment.Points[i];
                try
                {
                    rows.Add([.. point.Levels, .. evaluation.Evaluate(point, cancellation)]);
                }
                catch (OperationCanceledException)
                {
                    break;
                }

                File.AppendAllText(folder.Points, Line(rows[^1]));
            }

            tell(rows.Count);
            return rows;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"cannot be written: {fault.Message}", folder.FullPath, inner: fault);
        }
    }

    // Whole lines of the same columns and points: what a kill left of a last line is dropped.
    private List<string[]> Kept()
    {
        var text = File.ReadAllText(folder.Points);
        using var csv = new CsvParser(new StringReader(text[..(text.LastIndexOf('\n') + 1)]), CultureInfo.InvariantCulture);
        var rows = new List<string[]>();
        var header = csv.Read() ? csv.Record : null;
        while (header is not null && header.SequenceEqual(Columns) && csv.Read() && csv.Record is { } row && row.Length == Columns.Length
            && rows.Count < experiment.Points.Length && row.Take(experiment.Axes.Length).SequenceEqual(experiment.Points[rows.Count].Levels))
        {
            rows.Add(row);
        }

        return rows;
    }

    private static string Line(string[] cells) =>
        string.Join(',', cells.Select(c => c.AsSpan().IndexOfAny(",\"\n") >= 0 ? $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : c)) + "\n";
}
