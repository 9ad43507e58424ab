using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Simulator.Exploration.Spaces;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Units;

namespace Simulator.Exploration.Tests.Spaces;

public class ValueRangeTests
{
    private static readonly ValueDomain Pure = ValueDomain.Numbers();
    private static readonly ValueDomain Whole = ValueDomain.Numbers(whole: true, minimum: 1, maximum: 1024);
    private static readonly ValueDomain Bandwidth = ValueDomain.Numbers(Dimension.BytesPerSecond, maximum: 50e12);
    private static readonly ValueDomain Area = ValueDomain.Numbers(Dimension.SquareMetres);
    private static readonly ValueDomain Signed = ValueDomain.Numbers(minimum: -10, maximum: 10);

    [Theory]
    [InlineData("96, 132, 168", "96 132 168")]
    [InlineData("2..10:5", "2 4 6 8 10")]
    [InlineData("2 .. 10 step 4", "2 6 10")]
    [InlineData("2 .. 11 step 4", "2 6 10")]
    [InlineData("1, 2, 4..16 step 4", "1 2 4 8 12 16")]
    [InlineData("log 1..64:7", "1 2 4 8 16 32 64")]
    [InlineData("log 1 .. 1000 : 4, 7", "1 10 100 1000 7")]
    [InlineData("5..5:1", "5")]
    [InlineData(" 3 ", "3")]
    public void Whole_numbers(string text, string expected)
    {
        foreach (var domain in (ReadOnlySpan<ValueDomain>)[Whole, Pure])
            Assert.Equal(expected, string.Join(' ', ValueRange.Parse(text, domain).Numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))));
        Assert.Equal(expected, string.Join(' ', ValueRange.Parse(text, Whole).Labels));
    }

    [Theory]
    [InlineData("2 TB/s .. 10 TB/s : 9", "2 TB/s|3 TB/s|4 TB/s|5 TB/s|6 TB/s|7 TB/s|8 TB/s|9 TB/s|10 TB/s")]
    [InlineData("2TB/s..4TB/s step 1TB/s", "2 TB/s|3 TB/s|4 TB/s")]
    [InlineData("2..4 TB/s step 500 GB/s", "2 TB/s|2.5 TB/s|3 TB/s|3.5 TB/s|4 TB/s")]
    [InlineData("2..3 TB/s step 0.1", "2 TB/s|2.1 TB/s|2.2 TB/s|2.3 TB/s|2.4 TB/s|2.5 TB/s|2.6 TB/s|2.7 TB/s|2.8 TB/s|2.9 TB/s|3 TB/s")]
    [InlineData("3.35TB/s, 4.8 TB/s", "3.35TB/s|4.8 TB/s")]
    [InlineData("log 1..16 TB/s:5", "1 TB/s|2 TB/s|4 TB/s|8 TB/s|16 TB/s")]
    [InlineData("log 1e3..1e5 GB/s:3", null)]
    [InlineData("500 GB/s..1 TB/s:2", "500 GB/s|1 TB/s")]
    public void Numbers_with_units_have_labels_that_read_back(string text, string? expected)
    {
        if (expected is null)
        {
            Assert.Contains("out of range", Refusal(text, Bandwidth), StringComparison.Ordinal);
            return;
        }

        var range = ValueRange.Parse(text, Bandwidth);
        Assert.Equal(expected, string.Join('|', range.Labels));
        Assert.Equal(range.Levels, range.Numbers.Length);
        for (var level = 0; level < range.Levels; level++)
            Assert.Equal(Quantity.Parse(range.Label(level, double.NaN), Dimension.BytesPerSecond), range.Numbers[level]);
    }

    [Fact]
    public void The_unit_of_an_area_has_a_digit() =>
        Assert.Equal("600 mm2|700 mm2|800 mm2", string.Join('|', ValueRange.Parse("600..800 mm2 step 100", Area).Labels));

    [Fact]
    public void Fractions_are_as_a_person_writes_them()
    {
        Assert.Equal([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7], ValueRange.Parse("0.1..0.7 step 0.1", Pure).Numbers.AsEnumerable());
        Assert.Equal([-1.0, -0.5, 0, 0.5, 1], ValueRange.Parse("-1..1:5", Signed).Numbers.AsEnumerable());
        Assert.Equal([1e-6, 1e-5, 1e-4], ValueRange.Parse("log 1e-6..1e-4:3", Pure).Numbers.AsEnumerable());
    }

    [Fact]
    public void Geometric_whole_numbers_are_rounded() =>
        Assert.Equal([1.0, 6, 32, 178, 1000], ValueRange.Parse("log 1..1000:5", Whole).Numbers.AsEnumerable());

    [Fact]
    public void Names_are_taken_as_they_are()
    {
        var range = ValueRange.Parse("bf16, fp8 ,../models/x.yaml", ValueDomain.Text);
        Assert.Equal("bf16|fp8|../models/x.yaml", string.Join('|', range.Labels));
        Assert.Equal(3, range.Levels);
        Assert.Empty(range.Numbers);
        Assert.Null(range.Interval);
    }

    [Theory]
    [InlineData("2..10 TB/s", false, 2e12, 10e12)]
    [InlineData("log 500 GB/s .. 10 TB/s", true, 5e11, 10e12)]
    public void A_range_without_count_is_an_interval(string text, bool logarithmic, double low, double high)
    {
        var range = ValueRange.Parse(text, Bandwidth);
        Assert.Equal(new Exploration.Spaces.Interval(low, high, logarithmic, false), range.Interval);
        Assert.Equal(0, range.Levels);
        Assert.Equal("2.5 TB/s", range.Label(-1, 2.5e12));
    }

    [Fact]
    public void Evenly_spaced_values_are_even_and_within_the_ends() => Prop.ForAll(
        Gen.Choose(1, 1000).ToArbitrary(), Gen.Choose(1, 1000).ToArbitrary(), Gen.Choose(2, 300).ToArbitrary(), (a, width, count) =>
        {
            var numbers = ValueRange.Parse($"{a} ms..{a + width} ms:{count}", ValueDomain.Numbers(Dimension.Seconds)).Numbers;
            var gap = width * 1e-3 / (count - 1);
            return numbers.Length == count && numbers[0] == a * 1e-3 && numbers[^1] == (a + width) * 1e-3
                && Enumerable.Range(1, count - 1).All(i => Math.Abs(numbers[i] - numbers[i - 1] - gap) <= 1e-9 * numbers[i]);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("10..2:3", "ends below its start")]
    [InlineData("5..5", "is empty")]
    [InlineData("2..10 step 0", "a step that is not positive")]
    [InlineData("2..10 step -1", "a step that is not positive")]
    [InlineData("2..10:0", "has '0' values; accepted: a count of 1 to 100000")]
    [InlineData("2..10:x", "has 'x' values")]
    [InlineData("2..10:2000000", "accepted: a count of 1 to 100000")]
    [InlineData("2..10:1", "two ends and one value")]
    [InlineData("2..10 step 1e-9", "has more than 100000 values")]
    [InlineData("1..10, 12", "stands in a list without count or step")]
    [InlineData("log 1..8 step 1", "logarithmic with a step")]
    [InlineData("1, 2, 1", "the value '1' stands twice")]
    [InlineData("1, 3, 1..3:3", "stands twice")]
    [InlineData("5..5:2", "stands twice")]
    [InlineData("", "no values; accepted: a comma list of values and ranges")]
    [InlineData("1,,2", "empty item between commas")]
    [InlineData("1,", "empty item between commas")]
    [InlineData("2 TB/s", "trailing text; accepted: a plain number")]
    [InlineData("-3", "out of range; accepted: above 0")]
    [InlineData("x", "is not a number")]
    [InlineData("..", "is not a number")]
    [InlineData("1..", "is not a number")]
    [InlineData("..5", "is not a number")]
    [InlineData("1..2..3:2", "'2..3' is not a number")]
    [InlineData("log", "is not a number")]
    public void Mistakes_of_pure_numbers(string text, string expected) => Assert.Contains(expected, Refusal(text, Pure), StringComparison.Ordinal);

    [Theory]
    [InlineData("2.5", "is not whole")]
    [InlineData("1..10:5", "gives 3.25, which is not whole")]
    [InlineData("1..4 step 0.5", "gives 1.5, which is not whole")]
    [InlineData("1.5..4:3", "'1.5' is not whole")]
    [InlineData("1025", "out of range; accepted: at least 1 and at most 1024")]
    [InlineData("1..2000:2", "'2000' is out of range")]
    [InlineData("log 1..10:20", "stands twice")]
    public void Mistakes_of_whole_numbers(string text, string expected) => Assert.Contains(expected, Refusal(text, Whole), StringComparison.Ordinal);

    [Theory]
    [InlineData("2", "has no unit")]
    [InlineData("2..10:5", "'10' has no unit")]
    [InlineData("2 TB/s..10:5", "'10' has no unit")]
    [InlineData("2 TB..10 TB/s:5", "wrong unit 'TB'")]
    [InlineData("2..10 TB/s step 1 TB", "wrong unit 'TB'")]
    [InlineData("2 ms", "wrong unit 'ms'")]
    [InlineData("1000 GB/s, 1 TB/s", "stands twice")]
    [InlineData("0..10 TB/s:5", "out of range")]
    [InlineData("", "such as '2 B/s, 4 B/s'")]
    public void Mistakes_of_units(string text, string expected) => Assert.Contains(expected, Refusal(text, Bandwidth), StringComparison.Ordinal);

    [Fact]
    public void Names_stand_once() => Assert.Contains("'fp8' stands twice", Refusal("fp8, bf16, fp8", ValueDomain.Text), StringComparison.Ordinal);

    [Fact]
    public void A_logarithmic_range_begins_above_zero() => Assert.Contains("from 0 or less", Refusal("log -1..5:3", Signed), StringComparison.Ordinal);

    private static string Refusal(string text, ValueDomain domain)
    {
        var message = Assert.Throws<InputException>(() => ValueRange.Parse(text, domain)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
