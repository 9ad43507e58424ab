using System.Diagnostics;
using Simulator.Measurement.Training.Studies;

namespace Simulator.Cli.Rendering;

/// <summary>Shows how far real training has come: a line per run that has ended, and one now and then.</summary>
/// <param name="error">Standard error.</param>
internal sealed class TrainingProgressView(TextWriter error)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private readonly Stopwatch since = Stopwatch.StartNew();
    private int runs;
    private int ended;

    /// <summary>A step has ended.</summary>
    public void Tell(TrainingProgress progress)
    {
        runs = progress.Runs;
        if (since.Elapsed >= Every)
        {
            since.Restart();
            error.WriteLine(FormattableString.Invariant(
                $"[{ended}/{runs}] {progress.Recipe} seed {progress.Seed}: step {progress.Point.Step}, training loss {progress.Point.TrainingLoss:0.000}"));
        }
    }

    /// <summary>A run has ended.</summary>
    public void Tell(TrainingResult result)
    {
        since.Restart();
        error.WriteLine(FormattableString.Invariant(
            $"[{++ended}/{runs}] {result.Recipe} seed {result.Seed}: validation loss {result.FinalLoss:0.0000}")
            + FormattableString.Invariant($" after {result.Curve.Length} steps, {Words.Time(result.Seconds)}"));
    }
}
