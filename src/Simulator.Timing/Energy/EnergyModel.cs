using Simulator.Hardware.Formats;
using Simulator.Hardware.Gpus;
using Simulator.Hardware.Silicon;
using Simulator.Hardware.Technology;
using Simulator.Timing.Estimates;
using Simulator.Timing.Gemm;
using Simulator.Timing.Gpus;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Energy;

/// <summary>
/// The energy of operators from their estimates: operations and bytes of each level times what each costs, and what the GPU draws while they last. Where
/// that would be more than the board's power, the GPU has been slowed down (the estimate's time says so already), and everything clocked costs less in
/// proportion. Equations: docs/silicon.md. Built once per GPU; safe for concurrent use; pricing allocates nothing.
/// </summary>
public sealed class EnergyModel
{
    private const int WideBits = 16;

    private readonly GpuRates rates;
    private readonly GpuEnergies energies;
    private readonly double drawn;
    private readonly double vectorRate;
    private readonly double sfuRate;
    private readonly double sharedRate;
    private readonly double l2Rate;

    /// <summary>Prepares the model.</summary>
    /// <param name="rates">What the timing model asks of the GPU.</param>
    /// <param name="technology">The technology.</param>
    /// <exception cref="Hardware.Errors.InputException">The technology does not hold the GPU's process or memory.</exception>
    public EnergyModel(GpuRates rates, TechnologyDescription technology)
        : this(rates, new GpuEnergyModel(technology).Of(rates.Gpu), technology.Energies.ConversionEfficiency)
    {
        Accuracy = technology.Accuracy.Energy;
    }

    /// <summary>Prepares the model of a GPU whose energies are known already.</summary>
    /// <param name="rates">What the timing model asks of the GPU.</param>
    /// <param name="energies">What operations cost on it.</param>
    /// <param name="conversionEfficiency">Share of the board's power that reaches its chips.</param>
    public EnergyModel(GpuRates rates, in GpuEnergies energies, double conversionEfficiency)
    {
        this.rates = rates;
        this.energies = energies;
        drawn = 1 / conversionEfficiency;
        var sm = rates.Gpu.Sm;
        vectorRate = 2.0 * sm.Count * sm.Fp32Lanes * sm.ClockHz;
        sfuRate = sm.Count * sm.SfuPerClock * sm.ClockHz;
        sharedRate = sm.Count * sm.SharedMemoryBytesPerClock * sm.ClockHz;
        l2Rate = rates.L2BytesPerSecond * rates.Coefficients.Gemm.L2Efficiency;
        CapWatts = rates.TdpWatts;
        StandbyWatts = (energies.LeakageWatts + energies.MemoryStandbyWatts) * drawn;
        ClockWatts = energies.ClockWatts * drawn;
    }

    /// <summary>The estimator's name, for reports.</summary>
    public static string Name => "operations and bytes by level, leakage, clock";

    /// <summary>The relative error to expect of a kernel's energy; 0 where it is not known.</summary>
    public double Accuracy { get; }

    /// <summary>The board's power, which nothing exceeds for long, in watts.</summary>
    public double CapWatts { get; }

    /// <summary>Leakage, and refresh of the memory, in watts.</summary>
    public double StandbyWatts { get; }

    /// <summary>Clock network and idle pipelines at the boost clock, in watts.</summary>
    public double ClockWatts { get; }

    /// <summary>Whether energy can be estimated: of a GPU whose process and memory the technology holds; not of a processor's cores.</summary>
    /// <param name="gpu">The GPU.</param>
    /// <param name="technology">The technology.</param>
    /// <returns>True where it can.</returns>
    public static bool Knows(GpuDescription gpu, TechnologyDescription technology) =>
        gpu.Tensor.Generation != MmaGeneration.Simd && new TechnologyLookup(technology).Knows(gpu);

    /// <summary>The energy of one operator, from its start to its end.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="estimate">Its estimate by a timing model of the same GPU.</param>
    /// <returns>The energy; its mean power is at most <see cref="CapWatts"/>.</returns>
    public KernelEnergy Of(Operator op, in KernelEstimate estimate) => Limited(Work(op, estimate) + Idle(estimate.Seconds), estimate.Seconds);

    /// <summary>What the GPU draws while awake but idle.</summary>
    /// <param name="seconds">For how long.</param>
    /// <returns>The energy.</returns>
    public KernelEnergy Idle(double seconds) => new(Clock: ClockWatts * seconds, Standby: StandbyWatts * seconds);

    /// <summary>
    /// Holds the board's power: what is clocked is cheaper by the square of the lower clock, so that the mean power is the cap. Energy per operation goes
    /// with f², and the time is given.
    /// </summary>
    /// <param name="energy">The energy at the boost clock's voltage.</param>
    /// <param name="seconds">The time that it takes.</param>
    /// <returns>The energy at the voltage that the cap leaves.</returns>
    public KernelEnergy Limited(in KernelEnergy energy, double seconds)
    {
        var most = CapWatts * seconds;
        if (energy.TotalJoules <= most)
        {
            return energy;
        }

        var left = most - energy.FixedJoules;
        return left > 0 ? energy.Times(left / energy.ClockedJoules, 1) : energy.Times(0, most / energy.FixedJoules);
    }

    /// <summary>The clock that the board's power leaves an operator, relative to the boost clock.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="estimate">Its estimate.</param>
    /// <returns>From 0 to 1: the root of what <see cref="Limited"/> leaves of the clocked energy.</returns>
    public double RelativeClock(Operator op, in KernelEstimate estimate)
    {
        var energy = Work(op, estimate) + Idle(estimate.Seconds);
        return estimate.Seconds > 0 ? Math.Sqrt(Math.Clamp((CapWatts * estimate.Seconds - energy.FixedJoules) / energy.ClockedJoules, 0, 1)) : 1;
    }

    /// <summary>
    /// Puts kernels together that do not simply follow each other: what the GPU draws anyway counts once for the time that they take together, which is
    /// shorter than their sum where streams overlap and longer where the GPU waits.
    /// </summary>
    /// <param name="kernels">The sum of the kernels' energies.</param>
    /// <param name="kernelSeconds">The sum of their times.</param>
    /// <param name="seconds">The time that they take together.</param>
    /// <returns>The energy over that time; its mean power is at most <see cref="CapWatts"/>.</returns>
    public KernelEnergy Over(in KernelEnergy kernels, double kernelSeconds, double seconds)
    {
        var clock = kernelSeconds > 0 && seconds < kernelSeconds
            ? kernels.Clock * seconds / kernelSeconds
            : kernels.Clock + ClockWatts * (seconds - kernelSeconds);
        return Limited(kernels with { Clock = clock, Standby = StandbyWatts * seconds }, seconds);
    }

    /// <summary>The energy of an operator's operations and bytes at the boost clock's voltage, without what the GPU draws anyway.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="estimate">Its estimate.</param>
    /// <returns>The energy.</returns>
    public KernelEnergy Work(Operator op, in KernelEstimate estimate)
    {
        var r = estimate.Resources;
        var matrix = r.Tensor > 0 ? estimate.Flops * MatrixFlop(op) : 0;
        var onLanes = r.Tensor > 0 && InstructionOf(op) == NumberFormats.Fp32;
        return new KernelEnergy(
            Tensor: onLanes ? 0 : matrix * drawn,
            Vector: (r.Vector * vectorRate * energies.VectorFlop + (onLanes ? matrix : 0)) * drawn,
            Sfu: r.Sfu * sfuRate * energies.SfuOperation * drawn,
            SharedMemory: op is GemmOperator or MoeOperator ? 0 : r.SharedMemory * sharedRate * energies.SharedByte * drawn,
            L2: Math.Max(r.L2 * l2Rate, estimate.MemoryBytes) * energies.L2Byte * drawn,
            Memory: estimate.MemoryBytes * energies.MemoryByte * drawn,
            Link: r.Link * rates.Gpu.Links.ScaleUpBytesPerSecond * energies.LinkByte * drawn);
    }

    private double MatrixFlop(Operator op)
    {
        var format = InstructionOf(op);
        return format == NumberFormats.Fp32 ? energies.VectorFlop
            : format.ElementBits < WideBits ? energies.NarrowTensorFlop
            : energies.TensorFlop;
    }

    private NumberFormat InstructionOf(Operator op) => op switch
    {
        GemmOperator o => GemmTiles.Instruction(rates, o.Precision),
        MoeOperator o => GemmTiles.Instruction(rates, o.Precision),
        AttentionPrefillOperator o => rates.InstructionFormat(o.Precision.Compute),
        AttentionDecodeOperator o => rates.InstructionFormat(o.Precision.Compute),
        AttentionEncoderOperator o => rates.InstructionFormat(o.Precision.Compute),
        AttentionCrossOperator o => rates.InstructionFormat(o.Precision.Compute),
        MlaPrefillOperator o => rates.InstructionFormat(o.Precision.Compute),
        MlaDecodeOperator o => rates.InstructionFormat(o.Precision.Compute),
        _ => rates.InstructionFormat(NumberFormats.Bf16),
    };
}
