using Simulator.Hardware.Clusters;

namespace Simulator.Systems.Training.Runs;

/// <summary>The power of a run.</summary>
public static class RunPower
{
    /// <summary>
    /// Watts of one GPU while it trains: its thermal design power, whatever its utilisation. Hosts, network and cooling are not counted.
    /// </summary>
    /// <param name="system">The cluster.</param>
    /// <param name="result">The step.</param>
    /// <returns>Watts.</returns>
    public static double WattsPerGpu(SystemDescription system, TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return system.Gpu.Package.TdpWatts;
    }
}
