using System.Collections.Immutable;
using Simulator.Measurement.Kernels.Peaks;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Processors;
using Simulator.Measurement.Protocol;

namespace Simulator.Measurement.Probing;

/// <summary>
/// Measures what an architecture file says: clock, rates of multiply-adds and exponentials, bandwidth and latency of each level of memory, and what waking
/// the threads costs. Other work on the machine only ever slows a microbenchmark, so the best of several tries counts.
/// </summary>
public static class ProcessorProbe
{
    private const int Tries = 7;
    private const int CopyTries = 3;
    private const double SmallestShare = 0.125;
    private const long LargestSet = 1L << 30;
    private const double MemoryOverCache = 2;
    private const double ShareOfCache = 0.5;
    private const long PageReach = 16L << 20;

    /// <summary>Probes a processor; takes some seconds.</summary>
    /// <param name="device">The processor.</param>
    /// <param name="progress">Told what is being measured.</param>
    /// <param name="cancellation">Ends the probe between two microbenchmarks.</param>
    /// <returns>What was measured.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ProbeResult Run(ProcessorDevice device, Action<string>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(device);
        progress?.Invoke("multiply-adds, clock, exponentials");
        // The clock right after a load of multiply-adds: wide vectors lower it on some processors.
        var loaded = Enumerable.Range(0, Tries).Select(_ => (Flops: FmaPeak.FlopsPerSecond(device, 200), Hertz: ClockProbe.Hertz())).ToArray();
        cancellation.ThrowIfCancellationRequested();
        var exponentials = Best(() => ExponentialProbe.PerSecond(device.Pool, 100), cancellation);
        progress?.Invoke("waking the threads");
        var wake = DeviceCosts.Measure(device).LaunchSeconds;
        return new ProbeResult
        {
            Name = device.Description.Name,
            Cores = device.Pool.Workers,
            VectorLanes = SimdLevels.Lanes(SimdLevels.Best),
            ClockHz = loaded.Max(l => l.Hertz),
            FlopsPerSecond = loaded.Max(l => l.Flops),
            ExponentialsPerSecond = exponentials,
            Levels = Levels(device, progress, cancellation),
            MemoryBytes = device.Description.MemoryBytes,
            LaunchSeconds = wake,
        };
    }

    private static ImmutableArray<CacheLevel> Levels(ProcessorDevice device, Action<string>? progress, CancellationToken cancellation)
    {
        var caches = ProcessorInformation.Caches().DistinctBy(c => c.Name).OrderBy(c => c.Bytes).ToArray();
        if (caches.Length == 0)
        {
            caches = [("l1", 32 << 10), ("l2", 1 << 20), ("l3", 16 << 20)];
        }

        var cores = device.Pool.Workers;
        var memorySet = (long)Math.Min(LargestSet, Math.Min(device.Description.MemoryBytes / 4.0, caches[^1].Bytes * MemoryOverCache));
        using var bandwidth = new BandwidthProbe(device.Pool, memorySet);
        var levels = ImmutableArray.CreateBuilder<CacheLevel>();
        for (var i = 0; i < caches.Length; i++)
        {
            progress?.Invoke($"{caches[i].Name}: bandwidth and latency");
            var shared = i == caches.Length - 1 && caches.Length > 1;
            // A set of the level itself: half of it, and more than the levels below; of a shared cache no more than what pages and neighbours leave.
            var below = i > 0 ? caches[i - 1].Bytes * cores * MemoryOverCache : 0;
            var set = shared ? Math.Max(below * 2, Math.Min(ShareOfCache * caches[i].Bytes, PageReach)) : ShareOfCache * caches[i].Bytes * cores;
            levels.Add(Level(caches[i].Name, caches[i].Bytes, (long)Math.Min(set, memorySet), shared ? 1 : cores, bandwidth, cancellation));
        }

        progress?.Invoke("memory: bandwidth and latency");
        var memory = Level("memory", 0, memorySet, 1, bandwidth, cancellation);
        levels[^1] = levels[^1] with { Bytes = Capacity(levels[^1], memory.BytesPerSecond, bandwidth, cancellation) };
        levels.Add(memory with { BytesPerSecond = Math.Max(memory.BytesPerSecond, Best(() => bandwidth.BytesPerSecond(memorySet, copies: true), cancellation, CopyTries)) });
        return levels.ToImmutable();
    }

    /// <summary>What of a shared cache reads find: the largest set that is read at more than the mean of its rate and memory's.</summary>
    private static double Capacity(CacheLevel last, double memoryRate, BandwidthProbe bandwidth, CancellationToken cancellation)
    {
        var found = last.SetBytes;
        for (var share = SmallestShare; share <= 1; share += SmallestShare)
        {
            var set = share * last.Bytes;
            if (set > found && Best(() => bandwidth.BytesPerSecond((long)set), cancellation, CopyTries) > (last.BytesPerSecond + memoryRate) / 2)
            {
                found = set;
            }
        }

        return Math.Min(last.Bytes, found);
    }

    private static CacheLevel Level(string name, double bytes, long set, int cores, BandwidthProbe bandwidth, CancellationToken cancellation) => new(
        name, bytes, set, Best(() => bandwidth.BytesPerSecond(set), cancellation),
        -Best(() => -LatencyProbe.Seconds(set / cores), cancellation, Math.Min(Tries, 3)));

    private static double Best(Func<double> measure, CancellationToken cancellation, int tries = Tries)
    {
        var best = double.NegativeInfinity;
        for (var i = 0; i < tries; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            best = Math.Max(best, measure());
        }

        return best;
    }
}
