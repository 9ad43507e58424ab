using System.Globalization;
using System.Runtime.InteropServices;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Kernels.Simd;

namespace Simulator.Measurement.Processors;

/// <summary>What the system says about its processor. Linux says most; elsewhere less is known.</summary>
internal static class ProcessorInformation
{
    private const string CacheFolder = "/sys/devices/system/cpu/cpu0/cache";
    private const long UnknownCacheBytes = 64 << 20;

    internal static DeviceDescription Describe(SimdLevel level, int workers) => new(
        "processor", ProductName(), DeviceKind.Processor, "managed", workers, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        RuntimeInformation.FrameworkDescription,
        [new("simd", level.ToString()), .. Caches().Select(c => new KeyValuePair<string, string>(c.Name, $"{c.Bytes} B"))]);

    /// <summary>Bytes that push everything else out of the caches: one and a half times the largest, within a quarter of the memory.</summary>
    internal static long FlushBytes()
    {
        var limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;
        return Math.Max(1 << 20, Math.Min(LargestCacheBytes() * 3 / 2, limit) >> 20 << 20);
    }

    /// <summary>Capacity of the last cache before memory.</summary>
    internal static long LargestCacheBytes() => Caches().Select(c => c.Bytes).DefaultIfEmpty(UnknownCacheBytes).Max();

    internal static IReadOnlyList<KeyValuePair<string, string>> Readings()
    {
        var clocks = Lines("/proc/cpuinfo", "cpu MHz").Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToList();
        return clocks.Count == 0 ? [] : [new("clock", $"{clocks.Average():0} MHz")];
    }

    private static string ProductName() => Lines("/proc/cpuinfo", "model name").FirstOrDefault() ?? $"{RuntimeInformation.ProcessArchitecture} processor";

    private static IEnumerable<string> Lines(string file, string key) => !File.Exists(file) ? [] : File.ReadLines(file)
        .Where(line => line.StartsWith(key, StringComparison.Ordinal) && line.Contains(':', StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());

    private static List<(string Name, long Bytes)> Caches()
    {
        var caches = new List<(string Name, long Bytes)>();
        if (!Directory.Exists(CacheFolder))
            return caches;
        foreach (var folder in Directory.EnumerateDirectories(CacheFolder, "index*").Order(StringComparer.Ordinal))
        {
            if (Read(folder, "type") is "Data" or "Unified" && Read(folder, "size") is { } size && Read(folder, "level") is { } level)
                caches.Add(($"l{level}", Bytes(size)));
        }

        return caches;
    }

    private static string? Read(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
    }

    private static long Bytes(string size)
    {
        var unit = size[^1] switch
        {
            'K' => 1L << 10,
            'M' => 1L << 20,
            'G' => 1L << 30,
            _ => 1L,
        };
        return long.Parse(size.TrimEnd('K', 'M', 'G'), CultureInfo.InvariantCulture) * unit;
    }
}
