using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Devices;

/// <summary>A device that runs operators. Used by one thread at a time.</summary>
public interface IKernelDevice : IDisposable
{
    /// <summary>What it is.</summary>
    DeviceDescription Description { get; }

    /// <summary>The smallest difference between two readings of the clock that times its kernels, in seconds; greater than 0.</summary>
    double ClockResolutionSeconds { get; }

    /// <summary>Whether the device has a kernel for an operator, and the memory for it.</summary>
    /// <param name="op">The operator.</param>
    /// <returns>Null where it can run it, else one line saying why not.</returns>
    string? WhyNot(Operator op);

    /// <summary>Copies the inputs to the device, allocates the outputs and builds what the kernel needs, weights packed ahead of time included.</summary>
    /// <param name="op">An operator for which <see cref="WhyNot"/> is null.</param>
    /// <param name="inputs">Inputs made for the same operator.</param>
    /// <returns>The kernel; the caller disposes it before the device.</returns>
    /// <exception cref="DeviceException">Out of memory, a failed compilation, a lost device.</exception>
    IPreparedKernel Prepare(Operator op, KernelInputs inputs);

    /// <summary>Times a launch that does nothing: the cost that every kernel pays.</summary>
    /// <param name="repetitions">Launches, at least 1.</param>
    /// <returns>Mean seconds per launch.</returns>
    /// <exception cref="DeviceException">The device failed.</exception>
    double EmptyLaunchSeconds(int repetitions);

    /// <summary>The state of the device now, as far as it can be read: clocks, power, temperature. For the manifest of a measurement.</summary>
    /// <returns>Key and value with its unit; empty where nothing can be read.</returns>
    IReadOnlyList<KeyValuePair<string, string>> Readings();
}
