namespace Simulator.Hardware.Silicon;

/// <summary>The area of a GPU's dies by component, in square metres, of all compute dies together.</summary>
public readonly record struct DieArea
{
    /// <summary>FP32 lanes.</summary>
    public required double Fp32Lanes { get; init; }

    /// <summary>FP64 units.</summary>
    public required double Fp64Lanes { get; init; }

    /// <summary>Tensor cores.</summary>
    public required double Tensor { get; init; }

    /// <summary>Special function units.</summary>
    public required double Sfu { get; init; }

    /// <summary>Register files.</summary>
    public required double RegisterFile { get; init; }

    /// <summary>Shared memories.</summary>
    public required double SharedMemory { get; init; }

    /// <summary>Tensor memories.</summary>
    public required double TensorMemory { get; init; }

    /// <summary>What each SM has once.</summary>
    public required double SmControl { get; init; }

    /// <summary>The arrays and slices of the L2.</summary>
    public required double L2 { get; init; }

    /// <summary>The crossbar between L2 and SMs.</summary>
    public required double Crossbar { get; init; }

    /// <summary>Memory PHYs and controllers.</summary>
    public required double MemoryInterface { get; init; }

    /// <summary>Links to other GPUs.</summary>
    public required double ScaleUp { get; init; }

    /// <summary>The link to the host.</summary>
    public required double Pcie { get; init; }

    /// <summary>Interfaces between the dies of one GPU.</summary>
    public required double DieToDie { get; init; }

    /// <summary>What a GPU has once.</summary>
    public required double Chip { get; init; }

    /// <summary>Compute dies.</summary>
    public required int Dies { get; init; }

    /// <summary>SMs on all dies together, those that products disable included.</summary>
    public required double SmsOnDie { get; init; }

    /// <summary>Whether L2, memory interfaces and links are on base dies below the compute dies.</summary>
    public required bool HasBaseDies { get; init; }

    /// <summary>Whether a compute die can be printed in one exposure.</summary>
    public required bool FitsReticle { get; init; }

    /// <summary>All SMs.</summary>
    public double AllSms => Fp32Lanes + Fp64Lanes + Tensor + Sfu + RegisterFile + SharedMemory + TensorMemory + SmControl;

    /// <summary>One SM.</summary>
    public double OneSm => AllSms / SmsOnDie;

    /// <summary>The base dies, all together; 0 where there are none.</summary>
    public double BaseDies => HasBaseDies ? L2 + MemoryInterface + ScaleUp + Pcie : 0;

    /// <summary>The compute dies, all together: what a description's <c>package.die_area</c> states.</summary>
    public double TotalSquareMetres => AllSms + Crossbar + DieToDie + Chip + (HasBaseDies ? 0 : L2 + MemoryInterface + ScaleUp + Pcie);

    /// <summary>Compute and base dies.</summary>
    public double SiliconSquareMetres => TotalSquareMetres + BaseDies;

    /// <summary>One compute die.</summary>
    public double OneDie => TotalSquareMetres / Dies;

    /// <summary>The components by name, in square metres; they sum to <see cref="SiliconSquareMetres"/>.</summary>
    public IReadOnlyList<SiliconPart> Parts =>
    [
        new("FP32 lanes", Fp32Lanes), new("FP64 units", Fp64Lanes), new("tensor cores", Tensor), new("special functions", Sfu),
        new("register files", RegisterFile), new("shared memory", SharedMemory), new("tensor memory", TensorMemory), new("SM control", SmControl),
        new("L2", L2), new("crossbar", Crossbar), new("memory interface", MemoryInterface), new("scale-up links", ScaleUp), new("PCIe", Pcie),
        new("die to die", DieToDie), new("front end and rest", Chip),
    ];
}
