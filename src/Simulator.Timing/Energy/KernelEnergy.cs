using Simulator.Hardware.Silicon;

namespace Simulator.Timing.Energy;

/// <summary>The energy of one or several kernels on one GPU, by component, in joules at the board's input.</summary>
/// <param name="Tensor">Matrix operations, what their operands move inside the SM included.</param>
/// <param name="Vector">Vector operations.</param>
/// <param name="Sfu">Special functions.</param>
/// <param name="SharedMemory">Shared-memory traffic of kernels other than matrix products.</param>
/// <param name="L2">Traffic between L2 and SMs.</param>
/// <param name="Clock">Clock network and idle pipelines, for as long as the kernels last.</param>
/// <param name="Memory">Device-memory traffic: the memory, both interfaces, the controller.</param>
/// <param name="Link">Traffic between GPUs.</param>
/// <param name="Standby">Leakage, and refresh of the memory, for as long as the kernels last.</param>
public readonly record struct KernelEnergy(
    double Tensor = 0,
    double Vector = 0,
    double Sfu = 0,
    double SharedMemory = 0,
    double L2 = 0,
    double Clock = 0,
    double Memory = 0,
    double Link = 0,
    double Standby = 0)
{
    /// <summary>Everything, in joules.</summary>
    public double TotalJoules => ClockedJoules + FixedJoules;

    /// <summary>What a lower clock makes cheaper: everything that shares the SMs' and the L2's supply.</summary>
    public double ClockedJoules => Tensor + Vector + Sfu + SharedMemory + L2 + Clock;

    /// <summary>What the clock of the SMs does not change.</summary>
    public double FixedJoules => Memory + Link + Standby;

    /// <summary>The components by name, in joules; they sum to <see cref="TotalJoules"/>.</summary>
    public IReadOnlyList<SiliconPart> Parts =>
    [
        new("tensor", Tensor), new("vector", Vector), new("special functions", Sfu), new("shared memory", SharedMemory), new("L2", L2), new("clock", Clock),
        new("memory", Memory), new("links", Link), new("standby", Standby),
    ];

    /// <summary>Adds two energies.</summary>
    /// <param name="a">The first.</param>
    /// <param name="b">The second.</param>
    /// <returns>The sum, component by component.</returns>
    public static KernelEnergy operator +(in KernelEnergy a, in KernelEnergy b) => new(
        a.Tensor + b.Tensor, a.Vector + b.Vector, a.Sfu + b.Sfu, a.SharedMemory + b.SharedMemory, a.L2 + b.L2, a.Clock + b.Clock, a.Memory + b.Memory,
        a.Link + b.Link, a.Standby + b.Standby);

    /// <summary>Adds two energies.</summary>
    /// <param name="a">The first.</param>
    /// <param name="b">The second.</param>
    /// <returns>The sum, component by component.</returns>
    public static KernelEnergy Add(in KernelEnergy a, in KernelEnergy b) => a + b;

    /// <summary>Scales what is clocked and what is not.</summary>
    /// <param name="clocked">The factor of <see cref="ClockedJoules"/>.</param>
    /// <param name="other">The factor of <see cref="FixedJoules"/>.</param>
    /// <returns>The scaled energy.</returns>
    public KernelEnergy Times(double clocked, double other) => new(
        clocked * Tensor, clocked * Vector, clocked * Sfu, clocked * SharedMemory, clocked * L2, clocked * Clock,
        other * Memory, other * Link, other * Standby);
}
