using System.Diagnostics;

namespace Simulator.Measurement.Kernels;

/// <summary>
/// Runs each kind of kernel until the run time has compiled it for good: methods are compiled quickly at first, and again with optimisation once they have been
/// called 30 times and nothing new was compiled for 100 ms. What is timed before that is the compiler.
/// </summary>
internal sealed class CodeTraining
{
    private const int LeastRuns = 40;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Second = TimeSpan.FromMilliseconds(100);
    private readonly HashSet<string> trained = new(StringComparer.Ordinal);

    /// <summary>Trains a kind of kernel the first time that it is timed.</summary>
    /// <param name="kind">What tells its code apart.</param>
    /// <param name="run">Runs it once.</param>
    internal void Ensure(string kind, Action run)
    {
        if (!trained.Add(kind))
            return;
        Repeat(run, First);
        Thread.Sleep(Quiet);
        Repeat(run, Second);
        Thread.Sleep(Quiet);
    }

    // Long kernels loop enough inside to be replaced while they run; short ones need the calls.
    private static void Repeat(Action run, TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        for (var runs = 0; Stopwatch.GetElapsedTime(start) is var spent && (spent < time || (runs < LeastRuns && spent < 2 * time)); runs++)
            run();
    }
}
