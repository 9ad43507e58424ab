namespace Simulator.Systems.Training.Runs;

/// <summary>What a run costs, failures and checkpoints included; times in seconds.</summary>
/// <param name="Plan">What was asked.</param>
/// <param name="Steps">Steps of the run.</param>
/// <param name="IdealSeconds">The steps alone.</param>
/// <param name="Seconds">With checkpoints, failures and restarts.</param>
/// <param name="CheckpointBytes">Size of a checkpoint.</param>
/// <param name="CheckpointSeconds">Time to write it.</param>
/// <param name="IntervalSeconds">Time between two.</param>
/// <param name="Failures">Failures expected.</param>
/// <param name="Gpus">GPUs.</param>
/// <param name="Joules">Energy of the GPUs; see <see cref="RunPower"/>.</param>
public sealed record RunCost(
    RunPlan Plan,
    double Steps,
    double IdealSeconds,
    double Seconds,
    double CheckpointBytes,
    double CheckpointSeconds,
    double IntervalSeconds,
    double Failures,
    int Gpus,
    double Joules)
{
    /// <summary>Mean power of one GPU, in watts.</summary>
    public double WattsPerGpu { get; init; }

    /// <summary>Bytes per parameter of a checkpoint: bf16 weight, fp32 master weight and both moments.</summary>
    private const double WeightBytes = 2;

    /// <summary>GPU-hours paid for.</summary>
    public double GpuHours => Seconds / 3600 * Gpus;

    /// <summary>Dollars.</summary>
    public double Dollars => GpuHours * Plan.DollarsPerGpuHour;

    /// <summary>Share of the time in which steps go forward.</summary>
    public double Goodput => IdealSeconds / Seconds;

    /// <summary>
    /// Works out a run. With failures every M seconds and checkpoints of δ seconds, the interval √(2 δ M) loses least (Young, 1974); a failure loses half an
    /// interval, the restart, and reading the checkpoint: time = steps · (1 + δ/τ) / (1 − (τ/2 + R + δ)/M).
    /// </summary>
    /// <param name="plan">The run.</param>
    /// <param name="result">Its step.</param>
    /// <returns>The cost; infinite where failures come faster than restarts.</returns>
    public static RunCost Of(RunPlan plan, TrainingResult result)
    {
        var (request, gpus) = (result.Request, result.Request.Parallelism.Ranks);
        var steps = Math.Ceiling(plan.Tokens / request.Tokens);
        var ideal = steps * result.Seconds;
        var bytes = request.Model.Parameters.Total * (WeightBytes + request.StateBytes);
        double write = bytes / plan.StorageBytesPerSecond, mtbf = plan.GpuMtbfSeconds / gpus;
        var interval = Math.Max(result.Seconds, Math.Sqrt(2 * write * mtbf));
        var lost = ((interval / 2) + plan.RestartSeconds + write) / mtbf;
        var seconds = lost < 1 ? ideal * (1 + (write / interval)) / (1 - lost) : double.PositiveInfinity;
        var watts = RunPower.WattsPerGpu(request.System, result);
        return new RunCost(plan, steps, ideal, seconds, bytes, write, interval, seconds / mtbf, gpus, seconds * gpus * watts) { WattsPerGpu = watts };
    }
}
