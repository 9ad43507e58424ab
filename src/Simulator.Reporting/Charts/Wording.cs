using Simulator.Reporting.Scales;

namespace Simulator.Reporting.Charts;

/// <summary>How numbers read in sentences.</summary>
internal static class Wording
{
    /// <summary>A share, such as <c>61.2 %</c>.</summary>
    public static string Percent(double fraction) => double.IsFinite(fraction) ? $"{SiFormat.Number(Math.Round(100 * fraction, 1), 4)} %" : "–";

    /// <summary>A change, such as <c>−5.9 %</c>.</summary>
    public static string Change(double fraction) => (Math.Round(100 * fraction, 1) > 0 ? "+" : "") + Percent(fraction);

    /// <summary>A count with thousands separators.</summary>
    public static string Count(double count) => count.ToString("#,0");

    /// <summary>A time.</summary>
    public static string Time(double seconds) => SiFormat.Of(seconds, "s");

    /// <summary>The first letter as a capital.</summary>
    public static string Sentence(string text) => text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..] : text;
}
