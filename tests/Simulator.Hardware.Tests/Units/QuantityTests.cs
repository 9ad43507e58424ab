using Simulator.Hardware.Errors;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Tests.Units;

public class QuantityTests
{
    [Theory]
    [InlineData("3.35 TB/s", Dimension.BytesPerSecond, 3.35e12)]
    [InlineData("8TB/s", Dimension.BytesPerSecond, 8e12)]
    [InlineData("400 Gbit/s", Dimension.BytesPerSecond, 50e9)]
    [InlineData("1 GiB/s", Dimension.BytesPerSecond, 1073741824)]
    [InlineData("1.83 GHz", Dimension.Hertz, 1.83e9)]
    [InlineData("50 MB", Dimension.Bytes, 50e6)]
    [InlineData("48 GiB", Dimension.Bytes, 48.0 * 1073741824)]
    [InlineData("1 TiB", Dimension.Bytes, 1099511627776)]
    [InlineData("228 KiB", Dimension.Bytes, 228 * 1024)]
    [InlineData("1 KB", Dimension.Bytes, 1000)]
    [InlineData("560 ns", Dimension.Seconds, 560e-9)]
    [InlineData("1.05 us", Dimension.Seconds, 1.05e-6)]
    [InlineData("1.05 \u00b5s", Dimension.Seconds, 1.05e-6)]
    [InlineData("1.05\u03bcs", Dimension.Seconds, 1.05e-6)]
    [InlineData("  2 min ", Dimension.Seconds, 120)]
    [InlineData("700 W", Dimension.Watts, 700)]
    [InlineData("1.2 kW", Dimension.Watts, 1200)]
    [InlineData("814 mm2", Dimension.SquareMetres, 814e-6)]
    [InlineData("814 mm\u00b2", Dimension.SquareMetres, 814e-6)]
    [InlineData("128 B/clk", Dimension.BytesPerClock, 128)]
    [InlineData("989.4 TFLOP/s", Dimension.OperationsPerSecond, 989.4e12)]
    [InlineData("989.4 TFLOPS", Dimension.OperationsPerSecond, 989.4e12)]
    [InlineData("1979 TOPS", Dimension.OperationsPerSecond, 1979e12)]
    [InlineData("2 EFLOP/s", Dimension.OperationsPerSecond, 2e18)]
    [InlineData("1EFLOP/s", Dimension.OperationsPerSecond, 1e18)]
    [InlineData("80e9", Dimension.None, 80e9)]
    [InlineData("1e3 W", Dimension.Watts, 1000)]
    [InlineData("+.5 s", Dimension.Seconds, 0.5)]
    public void Reads_numbers_with_units(string text, Dimension dimension, double expected) =>
        Assert.Equal(expected, Quantity.Parse(text, dimension), expected * 1e-14);

    [Theory]
    [InlineData("3.35", "has no unit")]
    [InlineData("3.35 GHz", "wrong unit 'GHz'")]
    [InlineData("3.35 tb/s", "wrong unit 'tb/s'")]
    [InlineData("3.35 TB/s/s", "wrong unit")]
    [InlineData("-1 TB/s", "out of range")]
    [InlineData("0 TB/s", "out of range")]
    [InlineData("-0 TB/s", "out of range")]
    [InlineData("NaN TB/s", "not a number")]
    [InlineData("Infinity TB/s", "not a number")]
    [InlineData("1e999 TB/s", "too large")]
    [InlineData("1e300 TB/s", "out of range")]
    [InlineData("1e-999 TB/s", "out of range")]
    [InlineData("1,5 TB/s", "wrong unit")]
    [InlineData("1.2.3 TB/s", "not a number")]
    [InlineData(". TB/s", "not a number")]
    [InlineData("", "not a number")]
    [InlineData("fast", "not a number")]
    [InlineData("1 2 TB/s", "wrong unit")]
    public void Refuses_what_is_no_bandwidth(string text, string problem)
    {
        var error = Assert.Throws<InputException>(() => Quantity.Parse(text, Dimension.BytesPerSecond));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains("accepted: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pure_number_has_no_unit() =>
        Assert.Contains("plain number", Assert.Throws<InputException>(() => Quantity.Parse("2 x", Dimension.None)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_range_is_checked_and_named()
    {
        Assert.Equal(0, Quantity.Parse("0 GB/s", Dimension.BytesPerSecond, minimum: 0));
        var error = Assert.Throws<InputException>(() => Quantity.Parse("2 TB", Dimension.Bytes, 1024, 1e12));
        Assert.Contains("at least 1.02 kB and at most 1 TB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_text_is_shortened_in_the_message() =>
        Assert.InRange(Assert.Throws<InputException>(() => Quantity.Parse(new string('x', 100_000), Dimension.Bytes)).Message.Length, 1, 300);

    [Theory]
    [InlineData(3.35e12, Dimension.BytesPerSecond, "3.35 TB/s")]
    [InlineData(84.9e6, Dimension.Bytes, "84.9 MB")]
    [InlineData(1.2e-3, Dimension.Seconds, "1.2 ms")]
    [InlineData(999.6e6, Dimension.Bytes, "1 GB")]
    [InlineData(2272, Dimension.BytesPerClock, "2272 B/clk")]
    [InlineData(700, Dimension.Watts, "700 W")]
    [InlineData(814e-6, Dimension.SquareMetres, "814 mm2")]
    [InlineData(989.4e12, Dimension.OperationsPerSecond, "989 TFLOP/s")]
    [InlineData(0, Dimension.Seconds, "0 s")]
    [InlineData(1e-13, Dimension.Seconds, "0.1 ps")]
    [InlineData(-2.5e-6, Dimension.Seconds, "-2.5 us")]
    [InlineData(0.5, Dimension.None, "0.5")]
    public void Writes_readable_text(double value, Dimension dimension, string expected) =>
        Assert.Equal(expected, Quantity.Format(value, dimension));
}
