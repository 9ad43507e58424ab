namespace Simulator.Systems.Training.Runs;

/// <summary>What a training run is to do and under which circumstances.</summary>
/// <param name="Tokens">Tokens to train on.</param>
public sealed record RunPlan(double Tokens)
{
    /// <summary>Price of a GPU-hour in dollars: 2.5, about what clouds asked for an H100 in 2025; estimated.</summary>
    public double DollarsPerGpuHour { get; init; } = 2.5;

    /// <summary>
    /// Mean time between failures of one GPU with its share of everything around it, in seconds: 50 000 hours, from 419 interruptions of 16 384 GPUs in 54 days
    /// (Llama team, The Llama 3 herd of models, 2024, table 5).
    /// </summary>
    public double GpuMtbfSeconds { get; init; } = 50_000 * 3600.0;

    /// <summary>Bandwidth of the storage that takes checkpoints, all GPUs together, in bytes per second: 100 GB/s; estimated.</summary>
    public double StorageBytesPerSecond { get; init; } = 100e9;

    /// <summary>From a failure until training goes on, the checkpoint's reading not included, in seconds: ten minutes; estimated.</summary>
    public double RestartSeconds { get; init; } = 600;
}
