namespace Simulator.Reporting.Svg;

/// <summary>The colours of heat maps: nine stops of viridis (van der Walt and Smith 2015), even in lightness and safe for the colour-blind.</summary>
internal static class HeatColours
{
    /// <summary>The stops, from the weak end to the strong one, as 0xRRGGBB.</summary>
    public static IReadOnlyList<int> Stops { get; } =
        [0x440154, 0x472C7A, 0x3B518B, 0x2C718E, 0x21908D, 0x27AD81, 0x5CC863, 0xAADC32, 0xFDE725];

    /// <summary>The colour of a share.</summary>
    /// <param name="share">From 0 to 1; clamped.</param>
    /// <returns>As <c>#rrggbb</c>.</returns>
    public static string Of(double share)
    {
        var (r, g, b) = Mix(share);
        return $"#{r:x2}{g:x2}{b:x2}";
    }

    /// <summary>Whether dark text reads better on the colour of a share.</summary>
    /// <param name="share">From 0 to 1; clamped.</param>
    /// <returns>True for dark text.</returns>
    public static bool TakesDarkText(double share)
    {
        var (r, g, b) = Mix(share);
        return 0.299 * r + 0.587 * g + 0.114 * b > 125;
    }

    private static (int R, int G, int B) Mix(double share)
    {
        var at = Math.Clamp(double.IsNaN(share) ? 0 : share, 0, 1) * (Stops.Count - 1);
        var i = Math.Min((int)at, Stops.Count - 2);
        return (Part(16), Part(8), Part(0));
        int Part(int shift)
        {
            int a = (Stops[i] >> shift) & 255, b = (Stops[i + 1] >> shift) & 255;
            return (int)Math.Round(a + (at - i) * (b - a));
        }
    }
}
