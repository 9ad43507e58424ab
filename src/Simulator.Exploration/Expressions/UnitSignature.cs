using System.Globalization;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Units;

namespace Simulator.Exploration.Expressions;

/// <summary>The unit of a value: the exponent of each <see cref="BaseUnit"/>, in halves (square roots). The default is a pure number.</summary>
public readonly record struct UnitSignature
{
    /// <summary>The largest exponent, either way.</summary>
    public const int MaximumExponent = 20;

    private const int Units = 8;
    private static readonly string[] Symbols = ["B", "FLOP", "USD", "W", "m", "clk", "s", "dB"];

    // One signed byte for each base unit: its exponent in halves.
    private readonly ulong packed;

    private UnitSignature(ulong packed) => this.packed = packed;

    /// <summary>The unit of a pure number.</summary>
    public static UnitSignature Pure => default;

    /// <summary>Whether it is a pure number's.</summary>
    public bool IsPure => packed == 0;

    /// <summary>A base unit to a whole power.</summary>
    /// <param name="unit">The base unit.</param>
    /// <param name="exponent">The power.</param>
    /// <returns>The signature.</returns>
    /// <exception cref="InputException">The exponent is beyond <see cref="MaximumExponent"/>.</exception>
    public static UnitSignature Of(BaseUnit unit, int exponent = 1)
    {
        Span<int> halves = stackalloc int[Units];
        halves.Clear();
        halves[(int)unit] = Math.Clamp(exponent, -100, 100) * 2;
        return Pack(halves);
    }

    /// <summary>The unit of a description's dimension.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <returns>The signature.</returns>
    /// <exception cref="ArgumentException">The algebra knows none of the dimension's unit symbols.</exception>
    public static UnitSignature Of(Dimension dimension)
    {
        if (dimension == Dimension.None)
            return Pure;
        foreach (var symbol in Quantity.Symbols(dimension).Keys)
        {
            if (UnitSymbols.LengthAt(symbol, 0, out _, out var unit) == symbol.Length)
                return unit;
        }

        throw new ArgumentException($"no unit symbol of {dimension} is known to expressions", nameof(dimension));
    }

    /// <summary>The exponent of a base unit; a multiple of one half.</summary>
    /// <param name="unit">The base unit.</param>
    /// <returns>The exponent.</returns>
    public double Exponent(BaseUnit unit) => Halves((int)unit) / 2.0;

    /// <summary>The unit of a product.</summary>
    /// <param name="other">The other factor's unit.</param>
    /// <returns>The product's unit.</returns>
    /// <exception cref="InputException">An exponent is beyond <see cref="MaximumExponent"/>.</exception>
    public UnitSignature Times(UnitSignature other) => Combine(other, 1);

    /// <summary>The unit of a quotient.</summary>
    /// <param name="other">The divisor's unit.</param>
    /// <returns>The quotient's unit.</returns>
    /// <exception cref="InputException">An exponent is beyond <see cref="MaximumExponent"/>.</exception>
    public UnitSignature Per(UnitSignature other) => Combine(other, -1);

    /// <summary>The unit of a power.</summary>
    /// <param name="exponent">The power; with every exponent of the unit it must give a multiple of one half.</param>
    /// <returns>The power's unit.</returns>
    /// <exception cref="InputException">An exponent is no multiple of one half, or beyond <see cref="MaximumExponent"/>.</exception>
    public UnitSignature ToPower(double exponent)
    {
        Span<int> halves = stackalloc int[Units];
        for (var i = 0; i < Units; i++)
        {
            var scaled = Math.Clamp(Halves(i) * exponent, -1000, 1000);
            if (scaled != Math.Round(scaled))
            {
                var power = exponent.ToString("0.######", CultureInfo.InvariantCulture);
                throw new InputException($"the unit {this} to the power {power} has an exponent that is no multiple of 0.5; "
                    + "accepted: whole powers, and roots of even ones");
            }

            halves[i] = (int)scaled;
        }

        return Pack(halves);
    }

    /// <summary>
    /// The SI unit as text: <c>B/s</c>, <c>m2</c>, <c>J/B</c>, <c>1/s</c>, <c>B/(clk s)</c>; empty for a pure number. A watt second is written as J.
    /// </summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var watts = Halves((int)BaseUnit.Watt);
        var seconds = Halves((int)BaseUnit.Second);
        var joules = Math.Sign(watts) == Math.Sign(seconds) ? Math.Sign(watts) * Math.Min(Math.Abs(watts), Math.Abs(seconds)) : 0;
        var above = new List<string>();
        var below = new List<string>();
        for (var i = 0; i < Units; i++)
        {
            if (i == (int)BaseUnit.Watt)
                Add("J", joules);
            Add(Symbols[i], Halves(i) - (i is (int)BaseUnit.Watt or (int)BaseUnit.Second ? joules : 0));
        }

        var numerator = above.Count > 0 ? string.Join(' ', above) : below.Count > 0 ? "1" : "";
        return below.Count switch
        {
            0 => numerator,
            1 => $"{numerator}/{below[0]}",
            _ => $"{numerator}/({string.Join(' ', below)})",
        };

        void Add(string symbol, int halves)
        {
            if (halves != 0)
                (halves > 0 ? above : below).Add(symbol + Power(Math.Abs(halves)));
        }
    }

    /// <summary>The unit in a sentence: its text, or <c>a pure number</c>.</summary>
    /// <returns>The phrase.</returns>
    public string Describe() => IsPure ? "a pure number" : ToString();

    private static string Power(int halves) => halves switch
    {
        2 => "",
        _ when halves % 2 == 0 => (halves / 2).ToString(CultureInfo.InvariantCulture),
        _ => "^" + (halves / 2.0).ToString(CultureInfo.InvariantCulture),
    };

    private static UnitSignature Pack(ReadOnlySpan<int> halves)
    {
        var packed = 0UL;
        for (var i = 0; i < Units; i++)
        {
            if (Math.Abs(halves[i]) > 2 * MaximumExponent)
            {
                throw new InputException(
                    $"the unit has {Symbols[i]} to a power beyond {MaximumExponent}; accepted: powers of -{MaximumExponent} to {MaximumExponent}");
            }

            packed |= (ulong)(byte)(sbyte)halves[i] << (8 * i);
        }

        return new UnitSignature(packed);
    }

    private int Halves(int unit) => (sbyte)(byte)(packed >> (8 * unit));

    private UnitSignature Combine(UnitSignature other, int sign)
    {
        Span<int> halves = stackalloc int[Units];
        for (var i = 0; i < Units; i++)
            halves[i] = Halves(i) + (sign * other.Halves(i));
        return Pack(halves);
    }
}
