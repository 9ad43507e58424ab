using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Formats;

namespace Simulator.Hardware.Tests.Descriptions;

public class DescriptionReaderTests
{
    private const string Full = """
        id: full
        source: the sheet
        part: { size: 1 kB, count: 3 }
        spare:
          size: { value: 2 KiB, source: a guess, estimated: true }
        shade: hbm3e
        ratio: 0.5
        parameters: 70e9
        flag: true
        format: nvfp4
        names: [a, b]
        sizes: { value: [1 kB, 2 kB], source: a list }
        parts:
          - size: 1 MB
          - { size: 2 MB, count: 2 }
        table: { x: 1 ms, y: 2 us }
        """;

    [Fact]
    public void Every_kind_of_field_is_read()
    {
        var example = Bind(Full).Value;
        Assert.Equal(1000, example.Part.Size);
        Assert.Equal(3, example.Part.Count);
        Assert.Equal(2048, example.Spare!.Size);
        Assert.Equal(7, example.Spare.Count);
        Assert.Equal(Shade.Hbm3e, example.Shade);
        Assert.Equal(0.5, example.Ratio);
        Assert.Equal(70_000_000_000, example.Parameters);
        Assert.True(example.Flag);
        Assert.Equal(NumberFormats.Nvfp4, example.Format);
        Assert.Equal("a b", string.Join(' ', example.Names));
        Assert.Equal([1000, 2000], example.Sizes);
        Assert.Equal([1e6, 2e6], example.Parts.Select(part => part.Size));
        Assert.Equal(2e-6, example.Table["y"]);
    }

    [Fact]
    public void What_is_optional_may_be_absent_or_null()
    {
        var example = Bind("id: x\npart: { size: 1 kB }\nspare: null\nratio: ~\nnames:\n").Value;
        Assert.Null(example.Spare);
        Assert.Null(example.Ratio);
        Assert.Empty(example.Names);
        Assert.Empty(example.Table);
    }

    [Fact]
    public void The_nearest_source_counts()
    {
        var sources = Bind(Full).Sources;
        Assert.Equal(new ValueSource("the sheet", false), sources["part.size"]);
        Assert.Equal(new ValueSource("a guess", true), sources["spare.size"]);
        Assert.Equal(new ValueSource("a list", false), sources["sizes"]);
        Assert.Equal("the sheet", sources["parts[1].count"].Source);
    }

    [Fact]
    public void A_value_without_a_source_counts_as_estimated() =>
        Assert.True(Bind("id: x\npart: { size: 1 kB }").Sources["part.size"].Estimated);

    [Fact]
    public void A_variant_overrides_and_keeps_inherited_sources()
    {
        var tree = YamlFile.Parse(Full, "full.yaml").MergedWith(YamlFile.Parse("source: the variant\npart: { size: 5 kB }\nspare: null", "variant.yaml"));
        var bound = DescriptionReader.Bind<Example>(tree);
        Assert.Equal(5000, bound.Value.Part.Size);
        Assert.Equal(3, bound.Value.Part.Count);
        Assert.Null(bound.Value.Spare);
        Assert.Equal("the variant", bound.Sources["part.size"].Source);
        Assert.Equal("the sheet", bound.Sources["part.count"].Source);
    }

    [Fact]
    public void A_plain_value_replaces_one_with_a_source_and_the_reverse()
    {
        var estimated = YamlFile.Parse("id: x\npart: { size: { value: 1 kB, source: a guess, estimated: true } }", "a.yaml");
        var plain = YamlFile.Parse("source: sheet\npart: { size: 2 kB }", "b.yaml");
        Assert.Equal(new ValueSource("sheet", false), DescriptionReader.Bind<Example>(estimated.MergedWith(plain)).Sources["part.size"]);
        var back = YamlFile.Parse("id: x\nsource: sheet\npart: { size: 2 kB }", "c.yaml").MergedWith(estimated);
        Assert.Equal(new ValueSource("a guess", true), DescriptionReader.Bind<Example>(back).Sources["part.size"]);
    }

    [Fact]
    public void A_table_keeps_the_order_of_the_file()
    {
        var axes = Bind("id: x\npart: { size: 1 kB }\naxes:\n  z: [1, 2]\n  a.b: [x]\n  m: []").Value.Axes;
        Assert.Equal("z a.b m", string.Join(' ', axes.Keys));
        Assert.Equal("1 2", string.Join(' ', axes["z"]));
    }

    [Fact]
    public void Json_is_read_too() => Assert.Equal(1000, Bind("""{ "id": "x", "part": { "size": "1 kB" } }""").Value.Part.Size);

    [Fact]
    public void Paths_are_listed() =>
        Assert.Equal(["id", "part.size", "part.count", "spare.size"], DescriptionReader.Paths<Example>().Take(4));

    internal static BoundDescription<Example> Bind(string text, params DescriptionOverride[] overrides) =>
        DescriptionReader.Bind<Example>(YamlFile.Parse(text, "example.yaml"), overrides);
}
