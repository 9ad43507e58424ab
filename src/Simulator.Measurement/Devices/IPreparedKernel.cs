namespace Simulator.Measurement.Devices;

/// <summary>An operator with its inputs on a device, ready to run.</summary>
public interface IPreparedKernel : IDisposable
{
    /// <summary>The implementation that runs, in a few words: instruction set, tile, number of kernels.</summary>
    string Implementation { get; }

    /// <summary>Runs the operator and times it by the device's clock, the launch included.</summary>
    /// <param name="repetitions">Runs, at least 1.</param>
    /// <param name="cache">
    /// The state of the caches before each run. Cold: flushed, or the operands rotated through copies that together exceed the caches; the time that takes
    /// does not count.
    /// </param>
    /// <param name="cancellation">Ends the call early, between parts of a run where the device allows it.</param>
    /// <returns>Mean seconds per run; greater than 0.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="DeviceException">The device failed.</exception>
    double TimeSeconds(int repetitions, CacheState cache, CancellationToken cancellation = default);

    /// <summary>Fills the outputs with NaN (or the code nearest to it that their format has), runs the operator once and reads them back.</summary>
    /// <param name="cancellation">Ends the call early.</param>
    /// <returns>Every output, in the order that the operator's reference gives (<see cref="KernelInputs"/> lists names).</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="DeviceException">The device failed.</exception>
    IReadOnlyList<KernelOutput> Outputs(CancellationToken cancellation = default);
}
