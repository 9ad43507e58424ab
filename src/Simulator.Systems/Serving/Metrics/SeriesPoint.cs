namespace Simulator.Systems.Serving.Metrics;

/// <summary>Averages over one interval of a run. Symbols and definitions: docs/metrics.md.</summary>
/// <param name="Start">Its start, in seconds.</param>
/// <param name="End">Its end.</param>
/// <param name="Busy">Engines that ran a step, on average.</param>
/// <param name="Queue">Waiting requests, summed over engines.</param>
/// <param name="Batch">Sequences of steps, summed over engines.</param>
/// <param name="KvShare">Share of the KV cache that was taken while steps ran, from 0 to 1; mean over engines.</param>
/// <param name="PromptTokensPerSecond">Prompt tokens computed per second.</param>
/// <param name="DecodeTokensPerSecond">Tokens decoded per second: those after each request's first.</param>
/// <param name="FinishedPerSecond">Requests answered per second.</param>
/// <param name="Preemptions">Preemptions.</param>
/// <param name="Watts">Mean power of one GPU; NaN where energy is not known.</param>
public readonly record struct SeriesPoint(
    double Start, double End, double Busy, double Queue, double Batch, double KvShare, double PromptTokensPerSecond, double DecodeTokensPerSecond,
    double FinishedPerSecond, long Preemptions, double Watts)
{
    /// <summary>Its length, in seconds.</summary>
    public double Seconds => End - Start;
}
