using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Simulator.Measurement.Devices;

namespace Simulator.Accelerators.Ilgpu.Devices;

/// <summary>Describes devices as ILGPU knows them.</summary>
internal static class DeviceDescriptions
{
    /// <summary>The stack of ILGPU's own kernels.</summary>
    public const string OwnStack = "ilgpu";

    /// <summary>The stack of NVIDIA's library.</summary>
    public const string LibraryStack = "library";

    private const string Reach = "PTX for sm_80 at most: mma.sync, ldmatrix and cp.async, but no wgmma, no TMA, no FP8 MMA";

    /// <summary>ILGPU and its version.</summary>
    public static string Software { get; } = $"ILGPU {Context.Version.TrimStart('v')}";

    /// <summary>The emulated device: warps of 32 and groups of 256 as the kernels want them, one multiprocessor.</summary>
    public static CPUDevice EmulatedDevice { get; } = new(numThreadsPerWarp: 32, numWarpsPerMultiprocessor: 8, numMultiprocessors: 1);

    /// <summary>A CUDA GPU for ILGPU's kernels.</summary>
    public static DeviceDescription Cuda(string id, CudaDevice device) => Of(id, device, DeviceKind.Cuda, OwnStack, DriverOf(device),
    [
        .. CudaProperties(device),
        new("instruction set", $"{device.InstructionSet}"),
        new("reach", Reach),
    ]);

    /// <summary>A CUDA GPU for cuBLAS.</summary>
    public static DeviceDescription CuBlas(string id, CudaDevice device, string library) =>
        Of(id, device, DeviceKind.Cuda, LibraryStack, $"{library} through ILGPU.Algorithms, {DriverOf(device)}", CudaProperties(device));

    /// <summary>An OpenCL device.</summary>
    public static DeviceDescription OpenCl(string id, CLDevice device) => Of(id, device, DeviceKind.OpenCl, OwnStack, $"{Software}, {device.DeviceVersion}",
    [
        new("platform", device.PlatformName),
        new("vendor", device.VendorName),
        new("clock", $"{device.ClockRate} MHz"),
        new("shared memory per group", $"{device.MaxSharedMemoryPerGroup} bytes"),
        new("16-bit floating point", device.Capabilities.Float16 ? "yes" : "no"),
    ]);

    /// <summary>ILGPU's emulation on the processor.</summary>
    public static DeviceDescription Emulated(string id) => Of(id, EmulatedDevice, DeviceKind.Emulated, OwnStack, Software,
        [new("use", "correctness only: thousands of times slower than the processor's own kernels")]) with
    {
        Name = "ILGPU's emulation of a GPU on the processor",
        MemoryBytes = 0,
    };

    private static DeviceDescription Of(
        string id, Device device, DeviceKind kind, string stack, string driver, IReadOnlyList<KeyValuePair<string, string>> properties) =>
        new(id, device.Name, kind, stack, Math.Max(1, device.NumMultiprocessors), device.MemorySize, driver, properties);

    private static string DriverOf(CudaDevice device) => $"{Software}, CUDA driver {device.DriverVersion.Major}.{device.DriverVersion.Minor}";

    private static IReadOnlyList<KeyValuePair<string, string>> CudaProperties(CudaDevice device) =>
    [
        new("architecture", $"{device.Architecture}"),
        new("clock", $"{device.ClockRate / 1000} MHz"),
        new("memory clock", $"{device.MemoryClockRate / 1000} MHz"),
        new("memory bus", $"{device.MemoryBusWidth} bits"),
        new("L2 cache", $"{device.L2CacheSize} bytes"),
        new("shared memory per group", $"{device.MaxSharedMemoryPerGroup} bytes"),
        new("pci", device.NVMLPCIBusId),
    ];
}
