using System.Numerics;

namespace Simulator.Systems.Serving.Steps;

/// <summary>The nodes between which step times are interpolated: every whole number at first, then a fixed number per doubling.</summary>
internal static class GridAxis
{
    /// <summary>The nodes around a value.</summary>
    /// <param name="value">At least 0.</param>
    /// <param name="bits">Binary logarithm of the nodes per doubling.</param>
    /// <returns>The node at or below, the one above, and the weight of the latter.</returns>
    internal static (int Low, int High, double Weight) Around(double value, int bits)
    {
        var whole = (uint)value;
        var step = 1 << Math.Max(0, BitOperations.Log2(whole | 1) - bits);
        var low = (int)(whole / (uint)step) * step;
        return (low, low + step, (value - low) / step);
    }
}
