using Simulator.Hardware.Gpus;
using Simulator.Hardware.Technology;

namespace Simulator.Hardware.Silicon;

/// <summary>
/// Estimates the area of a GPU's dies as the sum of its parts, each its count times the area of one (<see cref="UnitAreas"/>) in the GPU's process.
/// Equations and errors: docs/silicon.md. Safe for concurrent use; allocates nothing.
/// </summary>
/// <param name="technology">The technology.</param>
public sealed class DieAreaModel(TechnologyDescription technology)
{
    private const double BitsPerByte = 8;

    private readonly TechnologyLookup lookup = new(technology);
    private readonly UnitAreas unit = technology.Areas;

    /// <summary>The estimator's name, for reports.</summary>
    public static string Name => "component areas by process";

    /// <summary>The relative error to expect; 0.1 is 10 %.</summary>
    public double Accuracy => technology.Accuracy.Area;

    /// <summary>SMs on the dies, those that the product disables included.</summary>
    /// <param name="gpu">The GPU.</param>
    /// <returns>SMs; not rounded, so that area grows evenly with the count.</returns>
    public double SmsOnDie(GpuDescription gpu) => gpu.Sm.Count / (gpu.Sm.EnabledFraction ?? unit.EnabledFraction);

    /// <summary>Estimates the area.</summary>
    /// <param name="gpu">The GPU.</param>
    /// <returns>The area by component.</returns>
    /// <exception cref="Errors.InputException">The technology does not hold the GPU's process or memory.</exception>
    public DieArea Of(GpuDescription gpu)
    {
        var process = lookup.ProcessOf(gpu);
        var memory = lookup.MemoryOf(gpu);
        var logic = process.Compute.LogicArea;
        var cell = process.Compute.SramCellSquareMetres * BitsPerByte;
        var sm = gpu.Sm;
        var sms = SmsOnDie(gpu);
        var dies = gpu.Package.Dies;
        var area = new DieArea
        {
            Fp32Lanes = sms * sm.Fp32Lanes * unit.Fp32LaneSquareMetres * logic,
            Fp64Lanes = sms * sm.Fp64Lanes * unit.Fp64LaneSquareMetres * logic,
            Tensor = sms * TensorFmas(gpu.Tensor) * unit.TensorFmaSquareMetres * logic,
            Sfu = sms * sm.SfuPerClock * unit.SfuSquareMetres * logic,
            RegisterFile = sms * sm.RegisterFileBytes * cell * unit.RegisterOverhead,
            SharedMemory = sms * sm.SharedMemoryBytes * cell * unit.SramOverhead,
            TensorMemory = sms * gpu.Tensor.TensorMemoryBytes * cell * unit.SramOverhead,
            SmControl = sms * unit.SmSquareMetres * logic,
            L2 = gpu.L2.Bytes * process.Base.SramCellSquareMetres * BitsPerByte * unit.L2Overhead,
            Crossbar = gpu.L2.BytesPerClock * unit.L2PortSquareMetres * logic,
            MemoryInterface = gpu.Memory.BandwidthBytesPerSecond / memory.UnitBytesPerSecond * memory.InterfaceSquareMetres,
            ScaleUp = gpu.Links.ScaleUpBytesPerSecond * 1e-9 * technology.ScaleUp.GigabytePerSecondSquareMetres,
            Pcie = gpu.Links.PcieBytesPerSecond * 1e-9 * technology.Pcie.GigabytePerSecondSquareMetres,
            DieToDie = dies > 1 && !process.HasBaseDies ? dies * unit.DieToDieSquareMetres : 0,
            Chip = unit.ChipSquareMetres * (1 + logic) / 2,
            Dies = dies,
            SmsOnDie = sms,
            HasBaseDies = process.HasBaseDies,
            FitsReticle = true,
        };
        return area.OneDie <= unit.ReticleSquareMetres ? area : area with { FitsReticle = false };
    }

    /// <summary>The tensor core in 16-bit multiply-adds per clock, wider where narrow formats run faster.</summary>
    private double TensorFmas(TensorDescription tensor)
    {
        var eight = Math.Max(tensor.Fp8?.Ratio ?? 0, Math.Max(tensor.Int8?.Ratio ?? 0, tensor.Fp6?.Ratio ?? 0));
        var four = Math.Max(tensor.Fp4?.Ratio ?? 0, tensor.Int4?.Ratio ?? 0);
        return tensor.FmaPerClock * (1 + unit.NarrowPath * (Math.Max(0, eight - 1) + Math.Max(0, four - 1) / 3));
    }
}
