using ILGPU;
using ILGPU.Backends;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using Simulator.Measurement.Devices;

namespace Simulator.Accelerators.Ilgpu.Devices;

/// <summary>Turns what ILGPU throws into one line and a verdict on the device.</summary>
internal static class DeviceFaults
{
    // After these a CUDA context answers every call with an error.
    private static readonly string[] Fatal =
        ["ILLEGAL_ADDRESS", "LAUNCH_FAILED", "LAUNCH_TIMEOUT", "MISALIGNED_ADDRESS", "ILLEGAL_INSTRUCTION", "ECC_UNCORRECTABLE", "HARDWARE_STACK"];

    /// <summary>Runs something on the device.</summary>
    /// <exception cref="DeviceException">It failed.</exception>
    public static T Guard<T>(string doing, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (IsDeviceFault(e))
        {
            throw Translate(doing, e);
        }
    }

    private static bool IsDeviceFault(Exception e) => e
        is AcceleratorException or CuBlasException or InternalCompilerException or CapabilityNotSupportedException
        or NotSupportedIntrinsicException or InvalidKernelOperationException or OutOfMemoryException or DllNotFoundException
        or NotSupportedException or TypeInitializationException or OverflowException;

    private static DeviceException Translate(string doing, Exception e)
    {
        var lost = e is CudaException { Error: { } error } && Fatal.Any(f => error.Contains(f, StringComparison.Ordinal));
        // The compiler wraps what it stumbled over.
        var cause = e.GetBaseException();
        return new DeviceException($"{doing}: {cause.Message.ReplaceLineEndings(" ")}", lost, e);
    }
}
