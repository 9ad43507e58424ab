namespace Simulator.Measurement.Protocol;

/// <summary>The time of a kernel; all times in seconds per run, the launch included.</summary>
/// <param name="Seconds">The median of the samples.</param>
/// <param name="LowSeconds">The lower end of its confidence interval.</param>
/// <param name="HighSeconds">The upper end.</param>
/// <param name="Samples">Samples taken: all of them count.</param>
/// <param name="RunsPerSample">Runs of the kernel in a sample.</param>
/// <param name="Outliers">Samples beyond Tukey's fences (1.5 interquartile ranges outside the quartiles): reported, not dropped.</param>
/// <param name="LeastSeconds">The shortest sample.</param>
/// <param name="WarmUpRuns">Runs before the first sample.</param>
/// <param name="IsStable">Whether warm-up became stable, and the interval as narrow as asked.</param>
public sealed record TimedKernel(
    double Seconds, double LowSeconds, double HighSeconds, int Samples, int RunsPerSample, int Outliers, double LeastSeconds, int WarmUpRuns, bool IsStable);
