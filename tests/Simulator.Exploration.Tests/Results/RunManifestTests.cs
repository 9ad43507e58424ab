using Simulator.Exploration.Results;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Tests.Results;

public sealed class RunManifestTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("manifest").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_is_written_is_read_back()
    {
        var manifest = Manifest();
        File.WriteAllText(Path.Combine(folder, RunManifest.FileName), manifest.ToJson());
        Assert.Equal(manifest.ToJson(), RunManifest.Read(folder).ToJson());
    }

    [Fact]
    public void Identity_ignores_machine_and_command_and_nothing_else()
    {
        var manifest = Manifest();
        Assert.Equal(manifest.Identity, (manifest with { Command = "other", Machine = new MachineFacts("a", "b", 3) }).Identity);
        Assert.NotEqual(manifest.Identity, (manifest with { Seed = 8 }).Identity);
        Assert.NotEqual(manifest.Identity, (manifest with { Points = 11 }).Identity);
        Assert.NotEqual(manifest.Identity, (manifest with { Inputs = [new InputFile("a.yaml", "01")] }).Identity);
    }

    [Theory]
    [InlineData("", "is no manifest")]
    [InlineData("{ \"schema\": 1 }", "is no manifest")]
    [InlineData("[]", "is no manifest")]
    public void A_damaged_manifest_is_one_line(string text, string expected)
    {
        File.WriteAllText(Path.Combine(folder, RunManifest.FileName), text);
        var refusal = Assert.Throws<InputException>(() => RunManifest.Read(folder));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void A_folder_without_manifest_is_named() =>
        Assert.StartsWith(folder, Assert.Throws<InputException>(() => RunManifest.Read(folder)).Message, StringComparison.Ordinal);

    private static RunManifest Manifest() => new()
    {
        Kind = RunKind.Sweep,
        Name = "bandwidth",
        Title = "How much \"bandwidth\"?",
        Version = "0.1.0",
        Command = "gpusim run bandwidth.yaml",
        Seed = 7,
        Machine = MachineFacts.Here,
        Inputs = [new InputFile("a.yaml", "00")],
        Points = 10,
        Columns = [PointColumn.Index, new PointColumn("tpot", ColumnRole.Metric, "s") { Objective = Goal.Minimise }, PointColumn.Status],
    };
}
