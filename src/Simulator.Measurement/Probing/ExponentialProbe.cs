using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Kernels.Threading;

namespace Simulator.Measurement.Probing;

/// <summary>The rate of exponentials of all cores, as the kernels compute them: polynomials in registers, four independent vectors at a time.</summary>
internal static class ExponentialProbe
{
    private const int Independent = 4;
    private const int Rounds = 4096;

    /// <summary>Measures it once.</summary>
    /// <param name="pool">The threads.</param>
    /// <param name="rounds">Repetitions of some 50 µs per core.</param>
    /// <returns>Exponentials per second.</returns>
    public static double PerSecond(WorkerPool pool, int rounds)
    {
        var start = Stopwatch.GetTimestamp();
        pool.Run(pool.Workers * rounds, (_, _) => Work());
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return (double)SimdLevels.Lanes(SimdLevels.Best) * Independent * Rounds * pool.Workers * rounds / seconds;
    }

    private static float Work() => SimdLevels.Best switch
    {
        SimdLevel.Avx512 => Chains<Lanes512, Vector512<float>>(),
        SimdLevel.Avx2 => Chains<Lanes256, Vector256<float>>(),
        _ => Chains<Lanes128, Vector128<float>>(),
    };

    // x ← eˣ / 4 from 0.3: converges to about 0.357 and stays there.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Chains<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector quarter = TLanes.Create(0.25f), a = TLanes.Create(0.3f), b = a, c = a, d = a;
        for (var round = 0; round < Rounds; round++)
        {
            a = TLanes.Multiply(TLanes.Exp(a), quarter);
            b = TLanes.Multiply(TLanes.Exp(b), quarter);
            c = TLanes.Multiply(TLanes.Exp(c), quarter);
            d = TLanes.Multiply(TLanes.Exp(d), quarter);
        }

        return TLanes.Sum(TLanes.Add(TLanes.Add(a, b), TLanes.Add(c, d)));
    }
}
