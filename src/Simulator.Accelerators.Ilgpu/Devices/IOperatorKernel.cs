using Simulator.Workloads.Operators;

namespace Simulator.Accelerators.Ilgpu.Devices;

/// <summary>How one kind of operator runs.</summary>
internal interface IOperatorKernel
{
    /// <summary>Whether this is the kind.</summary>
    bool Handles(Operator op);

    /// <summary>Why it cannot run on a device; null where it can.</summary>
    string? WhyNot(Operator op, DeviceTraits traits);

    /// <summary>Sets it up.</summary>
    /// <param name="bench">Inputs, memory and outputs.</param>
    /// <returns>The implementation in a few words, and what launches it.</returns>
    (string Implementation, Action Launch) Prepare(Workbench bench);
}
