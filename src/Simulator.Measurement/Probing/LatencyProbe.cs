using System.Diagnostics;
using System.Runtime.CompilerServices;
using Simulator.Measurement.Kernels.Memory;

namespace Simulator.Measurement.Probing;

/// <summary>The latency of a read that depends on the one before: a walk through a random cycle over the lines of a set (Sattolo's shuffle).</summary>
internal static unsafe class LatencyProbe
{
    private const int LineBytes = 64;
    private const int Steps = 200_000;

    /// <summary>Measures it once.</summary>
    /// <param name="setBytes">The set.</param>
    /// <returns>Seconds per read.</returns>
    public static double Seconds(long setBytes)
    {
        var lines = (int)Math.Max(16, setBytes / LineBytes);
        using var buffer = new NativeBuffer((long)lines * LineBytes);
        Link(buffer.Pointer, lines);
        Walk(buffer.Pointer, Math.Min(lines, Steps));
        var start = Stopwatch.GetTimestamp();
        var end = Walk(buffer.Pointer, Steps);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds / Steps;
        return end == 0 ? 0 : seconds;
    }

    private static void Link(byte* at, int lines)
    {
        var order = new int[lines];
        for (var i = 0; i < lines; i++)
        {
            order[i] = i;
        }

        var random = new Random(lines);
        for (var i = lines - 1; i > 0; i--)
        {
            var j = random.Next(i);
            (order[i], order[j]) = (order[j], order[i]);
        }

        for (var i = 0; i < lines; i++)
        {
            *(nint*)(at + ((long)order[i] * LineBytes)) = (nint)(at + ((long)order[(i + 1) % lines] * LineBytes));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static nint Walk(byte* from, int steps)
    {
        var at = (nint)from;
        for (var i = 0; i < steps; i++)
        {
            at = *(nint*)at;
        }

        return at;
    }
}
