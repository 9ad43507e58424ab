using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Simulator.Measurement.Probing;

/// <summary>The clock that a core really runs at: a chain of dependent additions, one a cycle on every processor.</summary>
internal static class ClockProbe
{
    private const int ChainLength = 16;
    private const int Rounds = 1 << 16;

    /// <summary>Measures it once, on the calling thread.</summary>
    /// <returns>Hertz.</returns>
    public static double Hertz()
    {
        var start = Stopwatch.GetTimestamp();
        var end = Chain(start | 1);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return end == 0 ? 0 : ChainLength * (double)Rounds / seconds;
    }

    // Each sum needs the one before: the compiler may not reorder what may overflow differently through xor, and the xor is a cycle of its own.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static long Chain(long step)
    {
        long x = step, y = ~step;
        for (var i = 0; i < Rounds; i++)
        {
            x += step;
            x ^= y;
            x += step;
            x ^= y;
            x += step;
            x ^= y;
            x += step;
            x ^= y;
            x += step;
            x ^= y;
            x += step;
            x ^= y;
            x += step;
            x ^= y;
            x += step;
            x ^= y;
        }

        return x;
    }
}
