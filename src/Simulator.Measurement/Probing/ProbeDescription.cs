using System.Collections.Immutable;
using System.Globalization;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Gpus;

namespace Simulator.Measurement.Probing;

/// <summary>
/// A probed processor as an architecture: cores as SMs, vector lanes in place of matrix instructions, the last cache of a core as shared memory, the cache that
/// all cores share as L2, waking the threads as the launch.
/// </summary>
public static class ProbeDescription
{
    private const int VectorRegisters = 32;
    private const double WattsPerCore = 10;
    private const double PcieBytesPerSecond = 32e9;
    private const string Measured = "microbenchmark of gpusim probe";

    /// <summary>Writes the architecture.</summary>
    /// <param name="probe">What was measured.</param>
    /// <param name="id">The id of the description.</param>
    /// <returns>The description; every value has its source.</returns>
    public static GpuDescription Of(ProbeResult probe, string id)
    {
        ArgumentNullException.ThrowIfNull(probe);
        var memory = probe.Levels[^1];
        var last = probe.Levels[^2];
        var own = probe.Levels.Length > 2 ? probe.Levels[^3] : last;
        var gpu = new GpuDescription
        {
            Id = id,
            Name = probe.Name,
            Vendor = probe.Name.Split(['(', ' '], 2)[0],
            Sm = new SmDescription
            {
                Count = probe.Cores,
                ClockHz = probe.ClockHz,
                Fp32Lanes = Math.Max(1, (int)Math.Round(probe.FmaPerClock)),
                SfuPerClock = probe.ExponentialsPerClock,
                SharedMemoryBytes = own.Bytes,
                SharedMemoryBytesPerClock = probe.PerCoreAndClock(own.BytesPerSecond),
                RegisterFileBytes = VectorRegisters * probe.VectorLanes * sizeof(float),
                MaxThreads = 1,
                MaxBlocks = 1,
            },
            Tensor = new TensorDescription
            {
                ClockHz = probe.ClockHz,
                FmaPerClock = Math.Max(1, probe.FmaPerClock),
                Generation = MmaGeneration.Simd,
                AsyncBulkCopy = false,
            },
            L2 = new L2Description { Bytes = last.Bytes, BytesPerClock = last.BytesPerSecond / probe.ClockHz, Partitions = 1, LatencySeconds = last.LatencySeconds },
            Memory = new MemoryDescription
            {
                Kind = MemoryKind.Dram,
                Bytes = probe.MemoryBytes,
                BandwidthBytesPerSecond = memory.BytesPerSecond,
                LatencySeconds = memory.LatencySeconds,
            },
            Launch = new LaunchDescription { StreamSeconds = probe.LaunchSeconds, GraphSeconds = probe.LaunchSeconds },
            Links = new LinkDescription { ScaleUpBytesPerSecond = 0, PcieBytesPerSecond = PcieBytesPerSecond },
            Package = new PackageDescription { Process = "not known", Dies = 1, TdpWatts = WattsPerCore * probe.Cores },
        };
        return gpu with { Sources = Sources(probe) };
    }

    /// <summary>Writes the description as a file that <c>--gpu</c> takes.</summary>
    /// <param name="probe">What was measured.</param>
    /// <param name="id">The id of the description.</param>
    /// <param name="writer">Where to.</param>
    public static void Write(ProbeResult probe, string id, TextWriter writer)
    {
        var gpu = Of(probe, id);
        writer.Write("# A processor as an architecture, written by 'gpusim probe': cores as SMs, vector lanes in place of matrix instructions.\n");
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"source: {Measured}, on {probe.Cores} cores\n"));
        DescriptionWriter.Write(gpu, writer, gpu.Sources);
    }

    private static ImmutableDictionary<string, ValueSource> Sources(ProbeResult probe)
    {
        var sizes = new ValueSource("the system's own word", Estimated: false);
        var unknown = new ValueSource("not measured; nothing that runs on a processor uses it", Estimated: true);
        var system = new (string Path, ValueSource Source)[]
        {
            ("sm.count", sizes), ("sm.shared_memory", sizes), ("l2.bytes", new ValueSource($"{Measured}: what reads find there; the system's own word may be more", Estimated: false)), ("memory.bytes", sizes),
            ("sm.register_file", new ValueSource($"{VectorRegisters} vector registers of {probe.VectorLanes} elements", Estimated: false)),
            ("links.scale_up", unknown), ("links.pcie", unknown), ("package.process", unknown), ("package.dies", unknown),
            ("package.tdp", new ValueSource($"{WattsPerCore} W per core; clocks are measured under load, so that power does not limit them again", Estimated: true)),
        };
        return system.ToImmutableDictionary(s => s.Path, s => s.Source);
    }
}
