using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Algorithms;

namespace Simulator.Accelerators.Ilgpu.Native;

/// <summary>
/// Finds drivers and libraries under the names by which they are installed. ILGPU asks for <c>cuda</c>, <c>OpenCL</c> and <c>nvidia-ml.so</c>; without
/// development packages a system has them only with a version, such as <c>libcuda.so.1</c>.
/// </summary>
internal static class InstalledLibraries
{
    /// <summary>CUDA's driver.</summary>
    public const string Cuda = "cuda";

    /// <summary>OpenCL's loader.</summary>
    public const string OpenCl = "OpenCL";

    /// <summary>NVIDIA's management library.</summary>
    public const string Nvml = "nvidia-ml.so";

    private const string WslFolder = "/usr/lib/wsl/lib";

    /// <summary>The cuBLAS versions that ILGPU.Algorithms binds, newest first.</summary>
    public static IReadOnlyList<string> CuBlas { get; } = OperatingSystem.IsWindows()
        ? ["cublas64_12.dll", "cublas64_11.dll", "cublas64_10.dll"]
        : ["libcublas.so.12", "libcublas.so.11", "libcublas.so.10"];

    /// <summary>The names under which a library may be installed, in the order in which they are tried.</summary>
    public static IReadOnlyList<string> Candidates(string library) => library switch
    {
        _ when OperatingSystem.IsWindows() => [library == Cuda ? "nvcuda" : library == Nvml ? "nvml" : library],
        Cuda => ["libcuda.so.1", "libcuda.so", WslFolder + "/libcuda.so.1"],
        OpenCl => ["libOpenCL.so.1", "libOpenCL.so"],
        Nvml => ["libnvidia-ml.so.1", "libnvidia-ml.so", WslFolder + "/libnvidia-ml.so.1"],
        _ when library.StartsWith("libcublas", StringComparison.Ordinal) => [library, "/usr/local/cuda/lib64/" + library],
        _ => [library],
    };

    /// <summary>Whether a library can be loaded.</summary>
    public static bool IsInstalled(string library) => Load(library) != 0;

    /// <summary>Sends ILGPU's look-ups here; once a process, before ILGPU's first call to a driver.</summary>
    public static void Register() => RuntimeHelpers.RunClassConstructor(typeof(Registration).TypeHandle);

    private static nint Load(string library)
    {
        foreach (var candidate in Candidates(library))
        {
            if (NativeLibrary.TryLoad(candidate, out var handle))
                return handle;
        }

        return 0;
    }

    private static class Registration
    {
        static Registration()
        {
            // In the Windows subsystem for Linux ILGPU sets a resolver of its own, and an assembly can have but one.
            if (!Directory.Exists(WslFolder))
                NativeLibrary.SetDllImportResolver(typeof(Context).Assembly, Resolve);
            NativeLibrary.SetDllImportResolver(typeof(XMath).Assembly, Resolve);
        }

        // Zero sends the runtime on its own way.
        private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? path) => Load(library);
    }
}
