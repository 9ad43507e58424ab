using Simulator.Hardware.Gpus;
using Simulator.Hardware.Technology;

namespace Simulator.Hardware.Silicon;

/// <summary>
/// Works out what operations cost on a GPU: energies of TSMC 4N at its nominal clock, times those of the GPU's process, times what its clock asks in
/// voltage. Equations: docs/silicon.md. Safe for concurrent use; allocates nothing.
/// </summary>
/// <param name="technology">The technology.</param>
public sealed class GpuEnergyModel(TechnologyDescription technology)
{
    private const double BitsPerByte = 8;

    private readonly TechnologyLookup lookup = new(technology);
    private readonly DieAreaModel areas = new(technology);
    private readonly UnitEnergies unit = technology.Energies;

    /// <summary>Whether the technology holds the process and the memory of a GPU.</summary>
    /// <param name="gpu">The GPU.</param>
    /// <returns>True where it can be estimated.</returns>
    public bool Knows(GpuDescription gpu) => lookup.Knows(gpu);

    /// <summary>Works out the energies.</summary>
    /// <param name="gpu">The GPU.</param>
    /// <returns>The energies.</returns>
    /// <exception cref="Errors.InputException">The technology does not hold the GPU's process or memory.</exception>
    public GpuEnergies Of(GpuDescription gpu) => Of(gpu, areas.Of(gpu));

    /// <summary>Works out the energies of a GPU whose area is known already.</summary>
    /// <param name="gpu">The GPU.</param>
    /// <param name="area">Its area.</param>
    /// <returns>The energies.</returns>
    /// <exception cref="Errors.InputException">The technology does not hold the GPU's process or memory.</exception>
    public GpuEnergies Of(GpuDescription gpu, in DieArea area)
    {
        var process = lookup.ProcessOf(gpu);
        var memory = lookup.MemoryOf(gpu);
        var tensor = Scale(process.Compute, gpu.Tensor.ClockHz);
        var vector = Scale(process.Compute, gpu.Sm.ClockHz);
        return new GpuEnergies
        {
            TensorFlop = unit.TensorFlopJoules * tensor,
            NarrowTensorFlop = unit.TensorFlopJoules * unit.NarrowEnergy * tensor,
            VectorFlop = unit.VectorFlopJoules * vector,
            SfuOperation = unit.SfuOperationJoules * vector,
            SharedByte = unit.SharedByteJoules * vector,
            L2Byte = unit.L2ByteJoules * vector,
            MemoryByte = memory.BitJoules * BitsPerByte,
            LinkByte = technology.ScaleUp.BitJoules * BitsPerByte,
            LeakageWatts = area.TotalSquareMetres * process.Compute.LeakageWattsPerSquareMetre + area.BaseDies * process.Base.LeakageWattsPerSquareMetre,
            ClockWatts = area.TotalSquareMetres * unit.ClockWattsPerSquareMetre * gpu.Sm.ClockHz / process.Compute.NominalClockHz
                * vector / process.Compute.Energy,
            MemoryStandbyWatts = gpu.Memory.Bytes * 1e-9 * memory.GigabyteWatts,
        };
    }

    /// <summary>
    /// Energy of an operation in a process at a design's clock, relative to TSMC 4N at its nominal one: process · (f / nominal)^exponent, and times
    /// (f / top)² beyond the process's top clock.
    /// </summary>
    private double Scale(ProcessDescription process, double clockHz)
    {
        var scale = process.Energy * Math.Pow(clockHz / process.NominalClockHz, unit.ClockExponent);
        var beyond = clockHz / process.TopClockHz;
        return beyond > 1 ? scale * beyond * beyond : scale;
    }
}
