using Simulator.Hardware.Clusters;

namespace Simulator.Systems.Training.Runs;

/// <summary>The power of a run.</summary>
public static class RunPower
{
    /// <summary>
    /// Watts of one GPU while it trains: the mean power of its step, which lost work and waiting of a run count with too; the thermal design power where the
    /// step's energy is not known. Hosts, network and cooling are not counted.
    /// </summary>
    /// <param name="system">The cluster.</param>
    /// <param name="result">The step.</param>
    /// <returns>Watts.</returns>
    public static double WattsPerGpu(SystemDescription system, TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(result);
        return result.Energy?.AverageWatts ?? system.Gpu.Package.TdpWatts;
    }
}
