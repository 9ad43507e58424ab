using Simulator.Exploration.Results;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Experiments;

/// <summary>What an objective's text says: <c>minimise tpot</c>.</summary>
internal static class ObjectiveText
{
    /// <summary>Reads an objective.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Which way is better, and the expression.</returns>
    /// <exception cref="InputException">It names no direction, and none goes without saying.</exception>
    public static (Goal Goal, string Expression) Parse(string text)
    {
        var trimmed = text.Trim();
        var space = trimmed.IndexOf(' ', StringComparison.Ordinal);
        var (first, rest) = space < 0 ? (trimmed, "") : (trimmed[..space], trimmed[space..].Trim());
        return first switch
        {
            "minimise" or "minimize" or "min" when rest.Length > 0 => (Goal.Minimise, rest),
            "maximise" or "maximize" or "max" when rest.Length > 0 => (Goal.Maximise, rest),
            _ when space < 0 && trimmed.Length > 0 => (IsRate(trimmed) ? Goal.Maximise : Goal.Minimise, trimmed),
            _ => throw new InputException($"'{trimmed}' does not say which way is better; accepted: minimise EXPRESSION or maximise EXPRESSION"),
        };
    }

    // A single figure goes without saying: rates and utilisations are better high, everything else (time, memory, area, power, money) low.
    private static bool IsRate(string name)
    {
        var figure = name[(name.LastIndexOf('.') + 1)..];
        return figure.StartsWith("tokens_per_", StringComparison.Ordinal) || figure == "mfu";
    }
}
