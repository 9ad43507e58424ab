using Simulator.Hardware.Gpus;
using Simulator.Hardware.Technology;

namespace Simulator.Hardware.Silicon;

/// <summary>
/// Estimates a GPU's power from its rates and what operations cost: at each resource's full rate, at the load that vendors lay boards out for (TDP), and
/// the clock that a cap leaves. Equations and errors: docs/silicon.md. Safe for concurrent use; allocates nothing.
/// </summary>
/// <param name="technology">The technology.</param>
public sealed class ChipPower(TechnologyDescription technology)
{
    private readonly DieAreaModel areas = new(technology);
    private readonly GpuEnergyModel energies = new(technology);

    /// <summary>The estimator's name, for reports.</summary>
    public static string Name => "energies of operations at a design load";

    /// <summary>The relative error to expect of a TDP; 0.1 is 10 %.</summary>
    public double Accuracy => technology.Accuracy.Power;

    /// <summary>Estimates the power.</summary>
    /// <param name="gpu">The GPU.</param>
    /// <returns>The power of each resource, and the TDP.</returns>
    /// <exception cref="Errors.InputException">The technology does not hold the GPU's process or memory.</exception>
    public ChipPowerEstimate Of(GpuDescription gpu) => Of(gpu, areas.Of(gpu));

    /// <summary>Estimates the power of a GPU whose area is known already.</summary>
    /// <param name="gpu">The GPU.</param>
    /// <param name="area">Its area.</param>
    /// <returns>The power of each resource, and the TDP.</returns>
    /// <exception cref="Errors.InputException">The technology does not hold the GPU's process or memory.</exception>
    public ChipPowerEstimate Of(GpuDescription gpu, in DieArea area)
    {
        var e = energies.Of(gpu, area);
        var drawn = 1 / technology.Energies.ConversionEfficiency;
        var estimate = new ChipPowerEstimate
        {
            StandbyWatts = (e.LeakageWatts + e.MemoryStandbyWatts) * drawn,
            ClockWatts = e.ClockWatts * drawn,
            TensorWatts = 2 * gpu.Sm.Count * gpu.Tensor.FmaPerClock * gpu.Tensor.ClockHz * e.TensorFlop * drawn,
            VectorWatts = 2.0 * gpu.Sm.Count * gpu.Sm.Fp32Lanes * gpu.Sm.ClockHz * e.VectorFlop * drawn,
            MemoryWatts = gpu.Memory.BandwidthBytesPerSecond * (e.MemoryByte + e.L2Byte) * drawn,
            LinkWatts = 2 * gpu.Links.ScaleUpBytesPerSecond * e.LinkByte * drawn,
            TdpWatts = 0,
            VoltageFloor = technology.Energies.VoltageFloor,
        };
        return estimate with { TdpWatts = estimate.PowerAt(1, technology.DesignLoad) };
    }
}
