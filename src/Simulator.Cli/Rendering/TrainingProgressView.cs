using System.Diagnostics;
using Simulator.Measurement.Training.Studies;

namespace Simulator.Cli.Rendering;

/// <summary>Shows how far real training has come: a line per run that has ended, and one now and then.</summary>
/// <param name="error">Standard error.</param>
internal sealed class TrainingProgressView(TextWriter error)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private readonly Stopwatch since = Stopwatch.StartNew();
    private TrainingProgress? last;

    /// <summary>A step has ended.</summary>
    public void Tell(TrainingProgress progress)
    {
        last = progress;
        if (since.Elapsed >= Every)
        {
            since.Restart();
            error.WriteLine(FormattableString.Invariant(
                $"[{progress.Run}/{progress.Runs}] {progress.Recipe} seed {progress.Seed}: step {progress.Point.Step}, training loss {progress.Point.TrainingLoss:0.000}"));
        }
    }

    /// <summary>A run has ended.</summary>
    public void Tell(TrainingResult result)
    {
        since.Restart();
        error.WriteLine(FormattableString.Invariant(
            $"[{last!.Run}/{last.Runs}] {result.Recipe} seed {result.Seed}: validation loss {result.FinalLoss:0.0000} after {result.Curve.Length} steps, {Words.Time(result.Seconds)}"));
    }
}
