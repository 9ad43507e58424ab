using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;

namespace Simulator.Hardware.Tests.Descriptions;

public class DescriptionOverrideTests
{
    private const string Minimal = "id: x\npart: { size: { value: 1 kB, source: sheet } }\nspare: { size: 1 kB }";

    [Fact]
    public void A_value_is_replaced_and_its_source_too()
    {
        var bound = DescriptionReaderTests.Bind(Minimal, DescriptionOverride.Parse("gpu.part.size=8kB").Below("gpu")!);
        Assert.Equal(8000, bound.Value.Part.Size);
        Assert.Equal("--set", bound.Sources["part.size"].Source);
    }

    [Fact]
    public void What_is_absent_is_added()
    {
        Assert.Equal(0.25, Bind("ratio", "0.25").Ratio);
        Assert.Equal("a b", string.Join(' ', Bind("names", "a,b").Names));
        Assert.Equal([1000, 2000], Bind("sizes", "[1kB, 2kB]").Sizes);
        Assert.Equal(0.001, Bind("table.x", "1ms").Table["x"]);
    }

    [Fact]
    public void An_optional_section_is_removed_with_null() => Assert.Null(Bind("spare", "null").Spare);

    [Theory]
    [InlineData("gpu.part.sise=8kB", "--set: gpu.part.sise: unknown key; did you mean 'gpu.part.size'? accepted: gpu.part.size, gpu.part.count")]
    [InlineData("gpu.prat.size=8kB", "--set: gpu.prat.size: unknown key; did you mean 'gpu.part'?")]
    [InlineData("gpu.part.size.x=8kB", "--set: gpu.part.size.x: 'part.size' is a single value")]
    [InlineData("gpu.part=8kB", "--set: gpu.part: is a section; accepted: a value below it (gpu.part.size, gpu.part.count)")]
    [InlineData("gpu.part.size=8", "--set: gpu.part.size: '8' has no unit")]
    [InlineData("gpu.part.size=-8kB", "--set: gpu.part.size: '-8kB' is out of range")]
    [InlineData("gpu.shade=hmb3e", "--set: gpu.shade: unknown value 'hmb3e'; did you mean 'hbm3e'?")]
    [InlineData("gpu.part=null", "--set: gpu.part: the value is missing")]
    [InlineData("gpu..=1", "--set: gpu..: unknown key")]
    public void A_bad_one_names_the_option_and_the_whole_path(string assignment, string message)
    {
        var replacement = DescriptionOverride.Parse(assignment).Below("gpu")!;
        var error = Assert.Throws<InputException>(() => DescriptionReaderTests.Bind(Minimal, replacement));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpu.part.size")]
    [InlineData("=8kB")]
    [InlineData("gpu.part.size=")]
    [InlineData("")]
    public void An_assignment_needs_a_path_and_a_value(string text) =>
        Assert.StartsWith("--set: ", Assert.Throws<InputException>(() => DescriptionOverride.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_path_of_another_root_is_left_out() => Assert.Null(DescriptionOverride.Parse("system.nodes=2").Below("gpu"));

    private static Example Bind(string path, string text) => DescriptionReaderTests.Bind(Minimal, new DescriptionOverride(path, text)).Value;
}
