using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Simulator.Accelerators.Ilgpu.Devices;
using Simulator.Accelerators.Ilgpu.Kernels;
using Simulator.Accelerators.Ilgpu.Native;
using Simulator.Accelerators.Ilgpu.Operators;
using Simulator.Measurement.Devices;

namespace Simulator.Accelerators.Ilgpu;

/// <summary>
/// Devices through ILGPU: CUDA GPUs (once for ILGPU's own kernels, once for cuBLAS), OpenCL devices, and ILGPU's emulation on the processor. Each is
/// opened by its own index: a default device would silently be the processor where a driver fails.
/// </summary>
public sealed class IlgpuDeviceProvider : IDeviceProvider
{
    private const string EmulatedId = "ilgpu-cpu";

    /// <summary>Looks for nothing yet.</summary>
    public IlgpuDeviceProvider() => InstalledLibraries.Register();

    /// <inheritdoc/>
    public string Name => "ilgpu";

    /// <inheritdoc/>
    public IReadOnlyList<DeviceListing> List() => [.. CudaDevices(), .. OpenClDevices(), new DeviceListing(DeviceDescriptions.Emulated(EmulatedId))];

    /// <inheritdoc/>
    public IKernelDevice Open(DeviceDescription device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return DeviceFaults.Guard($"{device.Id} cannot be opened", () => device.Kind switch
        {
            DeviceKind.Cuda => OpenCuda(device),
            DeviceKind.OpenCl => OpenOpenCl(device),
            _ => OpenEmulated(device),
        });
    }

    private static IReadOnlyList<DeviceListing> CudaDevices()
    {
        if (!InstalledLibraries.IsInstalled(InstalledLibraries.Cuda))
            return [Missing("cuda-0", DeviceKind.Cuda, $"no CUDA driver: {InstalledLibraries.Candidates(InstalledLibraries.Cuda)[0]} is not installed")];
        return Listed("cuda-0", DeviceKind.Cuda, builder => builder.Cuda(), context =>
        {
            var library = InstalledLibraries.CuBlas.FirstOrDefault(InstalledLibraries.IsInstalled);
            var why = library is null ? $"cuBLAS is not installed (none of {string.Join(", ", InstalledLibraries.CuBlas)})" : null;
            CudaDevice[] devices = [.. Enumerate(context.GetCudaDevices())];
            return
            [
                .. devices.Select((device, i) => new DeviceListing(DeviceDescriptions.Cuda($"cuda-{i}", device))),
                .. devices.Select((device, i) => new DeviceListing(DeviceDescriptions.CuBlas($"cublas-{i}", device, library ?? "cuBLAS"), why)),
            ];
        });
    }

    private static IReadOnlyList<DeviceListing> OpenClDevices()
    {
        if (!InstalledLibraries.IsInstalled(InstalledLibraries.OpenCl))
            return [Missing("opencl-0", DeviceKind.OpenCl, $"no OpenCL: {InstalledLibraries.Candidates(InstalledLibraries.OpenCl)[0]} is not installed")];
        return Listed("opencl-0", DeviceKind.OpenCl, builder => builder.OpenCL(), context =>
            [.. Enumerate(context.GetCLDevices()).Select((device, i) => new DeviceListing(DeviceDescriptions.OpenCl($"opencl-{i}", device)))]);
    }

    // Drivers fail in many ways, and whatever one does must not hide the other devices.
    private static IReadOnlyList<DeviceListing> Listed(
        string id, DeviceKind kind, Action<Context.Builder> enable, Func<Context, IReadOnlyList<DeviceListing>> list)
    {
        try
        {
            return DeviceFaults.Guard<IReadOnlyList<DeviceListing>>("the driver answers", () =>
            {
                using var context = Context.Create(enable);
                return list(context) is { Count: > 0 } found ? found : [Missing(id, kind, "the driver finds no device that ILGPU can use")];
            });
        }
        catch (DeviceException e)
        {
            return [Missing(id, kind, e.Message)];
        }
    }

    private static IlgpuDevice OpenCuda(DeviceDescription description)
    {
        var context = DeviceContext(builder => builder.Cuda());
        var accelerator = context.GetCudaDevice(Index(description)).CreateCudaAccelerator(context);
        var traits = new DeviceTraits(
            HasTensorCores: accelerator.Architecture >= CudaArchitecture.SM_80,
            HasHalf: true,
            accelerator.WarpSize,
            accelerator.MaxNumThreadsPerGroup,
            GroupReduction.MaximumThreads,
            Math.Max(2L * accelerator.L2CacheSize, 32 << 20));
        IReadOnlyList<IOperatorKernel> operators = description.Stack == DeviceDescriptions.LibraryStack ? [new CuBlasGemmKernel()] : IlgpuDevice.OwnKernels;
        return new IlgpuDevice(description, context, accelerator, traits, operators, () => CudaReadings.Read(accelerator));
    }

    private static IlgpuDevice OpenOpenCl(DeviceDescription description)
    {
        var context = DeviceContext(builder => builder.OpenCL());
        var device = context.GetCLDevice(Index(description));
        var accelerator = device.CreateCLAccelerator(context);
        // OpenCL says how wide the last-level cache is for few devices: 64 MB exceed those of the GPUs that it runs on here.
        var traits = new DeviceTraits(
            HasTensorCores: false, device.Capabilities.Float16, accelerator.WarpSize, accelerator.MaxNumThreadsPerGroup,
            GroupReduction.MaximumThreads, 64 << 20);
        return new IlgpuDevice(description, context, accelerator, traits, IlgpuDevice.OwnKernels, () => []);
    }

    private static IlgpuDevice OpenEmulated(DeviceDescription description)
    {
        var context = DeviceContext(builder => builder.CPU(DeviceDescriptions.EmulatedDevice));
        var accelerator = context.CreateCPUAccelerator(0, CPUAcceleratorMode.Parallel);
        // A barrier of an emulated group is a meeting of as many operating-system threads.
        var traits = new DeviceTraits(
            HasTensorCores: false, HasHalf: true, accelerator.WarpSize, accelerator.MaxNumThreadsPerGroup, accelerator.WarpSize, CacheBytes: 0);
        return new IlgpuDevice(description, context, accelerator, traits, IlgpuDevice.OwnKernels, () => []);
    }

    private static Context DeviceContext(Action<Context.Builder> enable) => Context.Create(builder =>
    {
        enable(builder.EnableAlgorithms().Optimize(OptimizationLevel.O2).Profiling());
    });

    private static List<TDevice> Enumerate<TDevice>(Context.DeviceCollection<TDevice> devices)
        where TDevice : Device
    {
        var found = new List<TDevice>();
        foreach (var device in devices)
            found.Add(device);
        return found;
    }

    private static int Index(DeviceDescription device) =>
        int.Parse(device.Id[(device.Id.LastIndexOf('-') + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    private static DeviceListing Missing(string id, DeviceKind kind, string why) =>
        new(new DeviceDescription(id, "none found", kind, DeviceDescriptions.OwnStack, 1, 0, DeviceDescriptions.Software, []), why);
}
