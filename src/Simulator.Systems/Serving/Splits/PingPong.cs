namespace Simulator.Systems.Serving.Splits;

/// <summary>
/// The time of a step whose layers go to and fro between attention and feed-forward GPUs in micro-batches (Zhu et al., "MegaScale-Infer", 2025, ping-pong
/// pipeline; StepFun, "Step-3", 2025). In a layer a micro-batch passes attention, the way there, the feed-forward and the way back. With enough
/// micro-batches the slowest of the four is never idle; with too few each micro-batch waits for its own return.
/// </summary>
/// <param name="AttentionSeconds">Of one micro-batch in one layer.</param>
/// <param name="FfnSeconds">Of one micro-batch in one layer.</param>
/// <param name="ThereSeconds">Of one micro-batch in one layer.</param>
/// <param name="BackSeconds">Of one micro-batch in one layer.</param>
public readonly record struct PingPong(double AttentionSeconds, double FfnSeconds, double ThereSeconds, double BackSeconds)
{
    /// <summary>A micro-batch's way through one layer.</summary>
    public double RoundSeconds => AttentionSeconds + FfnSeconds + ThereSeconds + BackSeconds;

    /// <summary>The slowest of the four.</summary>
    public double SlowestSeconds => Math.Max(Math.Max(AttentionSeconds, FfnSeconds), Math.Max(ThereSeconds, BackSeconds));

    /// <summary>The step: max(m·slowest, round)·(L − 1) + round + (m − 1)·slowest.</summary>
    /// <param name="layers">Layers, L, at least 1.</param>
    /// <param name="microBatches">Micro-batches, m, at least 1.</param>
    /// <returns>Seconds.</returns>
    public double StepSeconds(int layers, int microBatches) =>
        (Math.Max(microBatches * SlowestSeconds, RoundSeconds) * (layers - 1)) + RoundSeconds + ((microBatches - 1) * SlowestSeconds);
}
