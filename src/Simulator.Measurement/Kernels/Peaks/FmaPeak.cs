using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Processors;

namespace Simulator.Measurement.Kernels.Peaks;

/// <summary>
/// The rate of multiply-adds of all cores: twelve independent chains in registers, more than the latency of an instruction times the units of any processor
/// yet.
/// </summary>
public static unsafe class FmaPeak
{
    private const int Independent = 12;
    private const int Rounds = 4096;
    private static readonly SimdLevel Level = SimdLevels.Best;

    private static double FlopsPerPart => 2.0 * SimdLevels.Lanes(Level) * Independent * Rounds;

    /// <summary>Measures the rate once.</summary>
    /// <param name="device">The processor.</param>
    /// <param name="rounds">Repetitions of about 10 µs per core.</param>
    /// <returns>FLOP per second, two per multiply-add.</returns>
    public static double FlopsPerSecond(ProcessorDevice device, int rounds)
    {
        var flops = FlopsPerPart * device.Pool.Workers * rounds;
        return flops / Seconds(device, flops);
    }

    /// <summary>Runs multiply-adds on all cores.</summary>
    /// <param name="device">The processor.</param>
    /// <param name="flops">FLOP, rounded to parts of about 10 µs.</param>
    /// <returns>The seconds that they took.</returns>
    public static double Seconds(ProcessorDevice device, double flops)
    {
        var start = Stopwatch.GetTimestamp();
        device.Pool.Run((int)Math.Max(1, Math.Round(flops / FlopsPerPart)), (_, _) => Work(Level));
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static float Work(SimdLevel level) => level switch
    {
        SimdLevel.Avx512 => Chains<Lanes512, Vector512<float>>(),
        SimdLevel.Avx2 => Chains<Lanes256, Vector256<float>>(),
        _ => Chains<Lanes128, Vector128<float>>(),
    };

    // Values stay at 1: x ← x · 1 + 0.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Chains<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector one = TLanes.Create(1), zero = TLanes.Zero;
        TVector a = one, b = one, c = one, d = one, e = one, f = one, g = one, h = one;
        TVector i = one, j = one, k = one, l = one;
        for (var round = 0; round < Rounds; round++)
        {
            a = TLanes.MultiplyAdd(a, one, zero);
            b = TLanes.MultiplyAdd(b, one, zero);
            c = TLanes.MultiplyAdd(c, one, zero);
            d = TLanes.MultiplyAdd(d, one, zero);
            e = TLanes.MultiplyAdd(e, one, zero);
            f = TLanes.MultiplyAdd(f, one, zero);
            g = TLanes.MultiplyAdd(g, one, zero);
            h = TLanes.MultiplyAdd(h, one, zero);
            i = TLanes.MultiplyAdd(i, one, zero);
            j = TLanes.MultiplyAdd(j, one, zero);
            k = TLanes.MultiplyAdd(k, one, zero);
            l = TLanes.MultiplyAdd(l, one, zero);
        }

        var sum = TLanes.Add(TLanes.Add(TLanes.Add(a, b), TLanes.Add(c, d)), TLanes.Add(TLanes.Add(e, f), TLanes.Add(g, h)));
        sum = TLanes.Add(sum, TLanes.Add(TLanes.Add(i, j), TLanes.Add(k, l)));
        return TLanes.Sum(sum);
    }
}
