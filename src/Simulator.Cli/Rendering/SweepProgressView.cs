using System.Diagnostics;
using Simulator.Exploration.Runs;

namespace Simulator.Cli.Rendering;

/// <summary>Shows how far a sweep has come: one line that is drawn again on a terminal, a plain line now and then elsewhere.</summary>
internal sealed class SweepProgressView : IDisposable
{
    private const int BarWidth = 30;
    private static readonly TimeSpan PlainEvery = TimeSpan.FromSeconds(10);

    private readonly TextWriter output;
    private readonly bool terminal;
    private readonly Stopwatch since = Stopwatch.StartNew();
    private bool drawn;

    private SweepProgressView(TextWriter output, bool terminal) => (this.output, this.terminal) = (output, terminal);

    /// <summary>Creates a view.</summary>
    /// <param name="error">Standard error.</param>
    public static SweepProgressView On(TextWriter error) => new(error, !Console.IsErrorRedirected && ReferenceEquals(error, Console.Error));

    /// <summary>Shows progress.</summary>
    /// <param name="progress">How far.</param>
    public void Tell(SweepProgress progress)
    {
        var share = progress.Total > 0 ? (double)progress.Done / progress.Total : 1;
        var text = $"{progress.Done} of {progress.Total} points, {Words.Rate(progress.PointsPerSecond)} points/s{Left(progress)}";
        if (terminal)
        {
            var full = (int)(share * BarWidth);
            output.Write($"\r[{new string('#', full)}{new string('.', BarWidth - full)}] {Words.Percent(share)} {text}   ");
            drawn = true;
        }
        else if (since.Elapsed >= PlainEvery)
        {
            since.Restart();
            output.WriteLine(text);
        }
    }

    /// <summary>Shows progress of few and slow points, whose pace says little about those to come.</summary>
    /// <param name="done">Points done.</param>
    /// <param name="total">All points.</param>
    public void Tell(int done, int total)
    {
        if (terminal)
        {
            output.Write($"\r{done} of {total} points   ");
            drawn = true;
        }
        else if (since.Elapsed >= PlainEvery)
        {
            since.Restart();
            output.WriteLine($"{done} of {total} points");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (drawn)
        {
            output.Write('\r' + new string(' ', 120) + '\r');
        }
    }

    private static string Left(SweepProgress progress) => progress.Left switch
    {
        null => "",
        { TotalSeconds: < 90 } left => $", {left.TotalSeconds:0} s left",
        { TotalMinutes: < 90 } left => $", {left.TotalMinutes:0} min left",
        { } left => $", {left.TotalHours:0.0} h left",
    };
}
