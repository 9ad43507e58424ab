using System.Globalization;
using Simulator.Hardware.Errors;

namespace Simulator.Measurement.Validation;

/// <summary>A bound on one key of a shape.</summary>
/// <param name="Key">The key, such as <c>n</c>.</param>
/// <param name="AtLeast">True for at least, false for at most.</param>
/// <param name="Bound">The bound.</param>
public sealed record ShapeCondition(string Key, bool AtLeast, double Bound)
{
    /// <summary>Reads <c>KEY&gt;=NUMBER</c> or <c>KEY&lt;=NUMBER</c>.</summary>
    /// <param name="text">The condition.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="InputException">The text has another form.</exception>
    public static ShapeCondition Parse(string text)
    {
        foreach (var sign in (string[])[">=", "<="])
        {
            var at = text.IndexOf(sign, StringComparison.Ordinal);
            if (at > 0 && double.TryParse(text[(at + 2)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var bound))
            {
                return new ShapeCondition(text[..at].Trim(), sign == ">=", bound);
            }
        }

        throw new InputException($"'{text}' is not accepted; accepted: KEY>=NUMBER or KEY<=NUMBER, such as n>=128", "--where");
    }

    /// <summary>Whether a shape meets the bound.</summary>
    /// <param name="shape">The shape as <c>key=value;…</c>.</param>
    /// <returns>True where it does, or has no such key.</returns>
    public bool Holds(string shape)
    {
        foreach (var part in shape.AsSpan().Split(';'))
        {
            var pair = shape.AsSpan(part);
            var equals = pair.IndexOf('=');
            if (equals > 0 && pair[..equals].SequenceEqual(Key) && double.TryParse(pair[(equals + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            {
                return AtLeast ? value >= Bound : value <= Bound;
            }
        }

        return true;
    }
}
