using System.Text.Json.Nodes;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Gpus;

namespace Simulator.Hardware.Tests.Descriptions;

public class DescriptionSchemaTests
{
    private static readonly JsonObject Gpu = DescriptionSchema.For<GpuDescription>("GPU description");
    private static readonly JsonObject System = DescriptionSchema.For<SystemDescription>("system description");
    private static readonly JsonObject ExampleSchema = DescriptionSchema.For<Example>("example", allowsBase: false);

    [Fact]
    public void Every_file_of_the_project_is_accepted()
    {
        foreach (var (folder, schema) in new[] { ("gpus", Gpu), ("systems", System) })
        {
            var files = Directory.GetFiles(Path.Combine(RepositoryPaths.Configs, folder), "*.yaml");
            Assert.All(files, file => Assert.True(SchemaCheck.Accepts(schema, YamlFile.Read(file)), file));
        }
    }

    [Theory]
    [InlineData("id: x\npart: { size: 1 kB }", true)]
    [InlineData("id: x\npart: { size: { value: 1kB, source: y, estimated: true } }", true)]
    [InlineData("id: x\npart: { size: 1 kB }\nshade: dark-red\nspare: null\nnames: [a]\nformat: fp8", true)]
    [InlineData("id: x\npart: { size: 1 kB }\ntable: { a: 1 ms }\nparts: [{ size: 1 kB }]", true)]
    [InlineData("id: x", false)]
    [InlineData("id: x\npart: {}", false)]
    [InlineData("id: x\npart: { size: 1024 }", false)]
    [InlineData("id: x\npart: { size: 1 GHz }", false)]
    [InlineData("id: x\npart: { size: -1 kB }", false)]
    [InlineData("id: x\npart: { size: 1 kB, count: 101 }", false)]
    [InlineData("id: x\npart: { size: 1 kB, count: 1.5 }", false)]
    [InlineData("id: x\npart: { size: 1 kB, cuont: 1 }", false)]
    [InlineData("id: x\npart: { size: { valeu: 1 kB } }", false)]
    [InlineData("id: x\npart: { size: 1 kB }\nshade: DarkRed", false)]
    [InlineData("id: x\npart: { size: 1 kB }\nparts: [{ size: 1 W }]", false)]
    [InlineData("id: x\npart: { size: 1 kB }\nbase: y", false)]
    public void The_schema_accepts_what_the_reader_accepts(string text, bool accepted)
    {
        Assert.Equal(accepted, SchemaCheck.Accepts(ExampleSchema, YamlFile.Parse(text, "example.yaml")));
        Assert.Equal(accepted, Record.Exception(() => DescriptionReaderTests.Bind(text)) is null);
    }

    [Fact]
    public void A_variant_need_not_state_everything()
    {
        Assert.True(SchemaCheck.Accepts(Gpu, YamlFile.Parse("id: x\nbase: h100-sxm\nsm: { count: 100 }", "x.yaml")));
        Assert.False(SchemaCheck.Accepts(Gpu, YamlFile.Parse("id: x\nsm: { count: 100 }", "x.yaml")));
    }

    [Fact]
    public void Descriptions_come_from_the_documentation()
    {
        var bandwidth = Gpu["properties"]!["memory"]!["properties"]!["bandwidth"]!;
        Assert.Equal("Peak bandwidth in bytes per second. Example: 3.35 TB/s.", (string?)bandwidth["description"]);
    }
}
