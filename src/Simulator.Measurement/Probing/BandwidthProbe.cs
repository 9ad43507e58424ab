using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Kernels.Threading;

namespace Simulator.Measurement.Probing;

/// <summary>
/// The rate at which all cores together move a set of bytes, each core its own share of it, again and again: reading it, or copying one half to the other.
/// </summary>
internal sealed unsafe class BandwidthProbe : IDisposable
{
    private const double LeastSeconds = 2e-3;
    private readonly WorkerPool pool;
    private readonly NativeBuffer buffer;

    /// <summary>Allocates the memory and touches it from the cores that will read it.</summary>
    /// <param name="pool">The threads.</param>
    /// <param name="largestBytes">The largest set.</param>
    public BandwidthProbe(WorkerPool pool, long largestBytes)
    {
        this.pool = pool;
        buffer = new NativeBuffer(largestBytes);
        buffer.Fill(1);
    }

    /// <summary>Measures the rate once, after one pass that brings the set into the caches that can hold it.</summary>
    /// <param name="setBytes">The set, at most the largest.</param>
    /// <param name="copies">Whether to copy one half of the set to the other, past the caches, rather than to read it.</param>
    /// <returns>Bytes per second, read and written together.</returns>
    public double BytesPerSecond(long setBytes, bool copies = false)
    {
        var share = setBytes / pool.Workers / 4096 * 4096;
        Seconds(share, 1, copies);
        var passes = 1;
        while (true)
        {
            var seconds = Seconds(share, passes, copies);
            if (seconds >= LeastSeconds)
            {
                return (double)share * pool.Workers * passes / seconds;
            }

            passes = (int)Math.Ceiling(passes * Math.Clamp(1.2 * LeastSeconds / seconds, 2, 100));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => buffer.Dispose();

    private double Seconds(long share, int passes, bool copies)
    {
        var start = Stopwatch.GetTimestamp();
        pool.Run(pool.Workers, (part, _) =>
        {
            var at = buffer.Pointer + (part * share);
            if (copies)
            {
                Copy(at, share / 2, passes);
            }
            else
            {
                Read(at, share, passes);
            }
        });
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Copy(byte* from, long bytes, int passes)
    {
        float* source = (float*)from, target = (float*)(from + bytes);
        var count = bytes / sizeof(float);
        switch (SimdLevels.Best)
        {
            case SimdLevel.Avx512:
                Copies<Lanes512, Vector512<float>>(source, target, count, passes);
                break;
            case SimdLevel.Avx2:
                Copies<Lanes256, Vector256<float>>(source, target, count, passes);
                break;
            default:
                Copies<Lanes128, Vector128<float>>(source, target, count, passes);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copies<TLanes, TVector>(float* from, float* to, long count, int passes)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (var pass = 0; pass < passes; pass++)
        {
            for (var i = 0L; i < count; i += TLanes.Count)
            {
                TLanes.StoreStreaming(TLanes.Load(from + i), to + i);
            }
        }
    }

    private static float Read(byte* from, long bytes, int passes) => SimdLevels.Best switch
    {
        SimdLevel.Avx512 => Sums<Lanes512, Vector512<float>>((float*)from, bytes / sizeof(float), passes),
        SimdLevel.Avx2 => Sums<Lanes256, Vector256<float>>((float*)from, bytes / sizeof(float), passes),
        _ => Sums<Lanes128, Vector128<float>>((float*)from, bytes / sizeof(float), passes),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Sums<TLanes, TVector>(float* from, long count, int passes)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector a = TLanes.Zero, b = a, c = a, d = a;
        for (var pass = 0; pass < passes; pass++)
        {
            for (var i = 0L; i < count; i += 4 * TLanes.Count)
            {
                a = TLanes.Add(a, TLanes.Load(from + i));
                b = TLanes.Add(b, TLanes.Load(from + i + TLanes.Count));
                c = TLanes.Add(c, TLanes.Load(from + i + (2 * TLanes.Count)));
                d = TLanes.Add(d, TLanes.Load(from + i + (3 * TLanes.Count)));
            }
        }

        return TLanes.Sum(TLanes.Add(TLanes.Add(a, b), TLanes.Add(c, d)));
    }
}
