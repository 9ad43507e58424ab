using System.Globalization;
using ILGPU.Runtime.Cuda;
using Simulator.Accelerators.Ilgpu.Native;

namespace Simulator.Accelerators.Ilgpu.Devices;

/// <summary>Clocks, power and temperature of an NVIDIA GPU through NVML, as far as the system lets them be read.</summary>
internal static class CudaReadings
{
    /// <summary>What can be read now; empty without NVML.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(CudaAccelerator accelerator)
    {
        if (!InstalledLibraries.IsInstalled(InstalledLibraries.Nvml))
            return [];
        var result = new List<KeyValuePair<string, string>>();
        try
        {
            using var device = NvmlDevice.CreateFromAccelerator(accelerator);
            Add(result, "sm clock", () => $"{device.GetStreamingMultiprocessorClockSpeed()} MHz");
            Add(result, "sm clock limit", () => $"{device.GetMaxStreamingMultiprocessorClockSpeed()} MHz");
            Add(result, "memory clock", () => $"{device.GetMemoryClockSpeed()} MHz");
            Add(result, "temperature", () => $"{device.GetGpuTemperature()} °C");
            Add(result, "power", () => Power(device));
        }
        catch (Exception e) when (e is NvmlException or DllNotFoundException or EntryPointNotFoundException or NotSupportedException)
        {
            result.Add(new("nvml", e.Message.ReplaceLineEndings(" ")));
        }

        return result;
    }

    private static string Power(NvmlDevice device)
    {
        NvmlException.ThrowIfFailed(device.API.DeviceGetPowerUsage(device.DeviceHandle, out var milliwatts));
        return string.Create(CultureInfo.InvariantCulture, $"{milliwatts / 1000.0:0.#} W");
    }

    // A reading that this GPU does not have is left out.
    private static void Add(List<KeyValuePair<string, string>> readings, string key, Func<string> read)
    {
        try
        {
            readings.Add(new(key, read()));
        }
        catch (NvmlException)
        {
        }
    }
}
