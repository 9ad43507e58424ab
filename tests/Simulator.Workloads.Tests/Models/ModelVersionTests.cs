using Simulator.Hardware.Errors;
using Simulator.Workloads.Models.Catalog;

namespace Simulator.Workloads.Tests.Models;

public sealed class ModelVersionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("versions-").FullName;

    public ModelVersionTests()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryPaths.Workloads, "models", "llama-3.1-8b.yaml"));
        Directory.CreateDirectory(Path.Combine(folder, "models"));
        Write("llama-3.1-8b", text);
        Write("llama-3.1-8b@2", "id: llama-3.1-8b@2\nbase: llama-3.1-8b\nsource: https://github.com/x\nlayers: layer*40\n");
        Write("declared", text.Replace("id: llama-3.1-8b", "id: declared\nversion: 2026-03", StringComparison.Ordinal));
        Write("variant", "id: variant\nbase: declared\nsource: https://github.com/x\nlayers: layer*2\n");
        Write("only@a", text.Replace("id: llama-3.1-8b", "id: only@a", StringComparison.Ordinal));
    }

    private ModelCatalog Catalog => new(folder);

    [Fact]
    public void A_version_is_the_hash_of_the_contents_whatever_the_line_ends()
    {
        var version = Catalog.Load("llama-3.1-8b").Version;
        Assert.Matches("^[0-9a-f]{8}$", version);
        Write("llama-3.1-8b", File.ReadAllText(PathOf("llama-3.1-8b")).Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.Equal(version, Catalog.Load("llama-3.1-8b").Version);
        Write("llama-3.1-8b", File.ReadAllText(PathOf("llama-3.1-8b")).Replace("layer*32", "layer*33", StringComparison.Ordinal));
        Assert.NotEqual(version, Catalog.Load("llama-3.1-8b").Version);
    }

    [Fact]
    public void A_declared_version_counts_for_its_own_file_alone()
    {
        Assert.Equal("2026-03", Catalog.Load("declared").Version);
        Assert.Equal("2026-03", Catalog.Load("declared@2026-03").Version);
        Assert.Matches("^[0-9a-f]{8}$", Catalog.Load("variant").Version);
    }

    [Fact]
    public void A_variant_changes_its_version_with_its_base()
    {
        var version = Catalog.Load("variant").Version;
        Write("declared", File.ReadAllText(PathOf("declared")).Replace("hidden: 4096", "hidden: 8192", StringComparison.Ordinal));
        Assert.NotEqual(version, Catalog.Load("variant").Version);
    }

    [Fact]
    public void Versions_stand_side_by_side()
    {
        Assert.Equal((32, 40), (Catalog.Load("llama-3.1-8b").Layers.Length, Catalog.Load("llama-3.1-8b@2").Layers.Length));
        Assert.Equal("2", Catalog.Load("llama-3.1-8b@2").Version);
        var own = Catalog.Load("llama-3.1-8b").Version;
        Assert.Equal(32, Catalog.Load("llama-3.1-8b@" + own).Layers.Length);
        Assert.Equal([$"llama-3.1-8b@{own}", "llama-3.1-8b@2"], Catalog.VersionsOf("llama-3.1-8b").ToArray());
        Assert.EndsWith("llama-3.1-8b@2.yaml", Catalog.PathOf("llama-3.1-8b@2"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("llama-3.1-8b@3", "unknown version '3' of the model llama-3.1-8b; accepted: llama-3.1-8b@")]
    [InlineData("llama-3.1-8b@", "unknown version '' of the model llama-3.1-8b")]
    [InlineData("only", "the model 'only' has no version that goes without saying; accepted: only@a")]
    [InlineData("only@b", "unknown version 'b' of the model only; accepted: only@a")]
    [InlineData("lama-3.1-8b@2", "unknown model 'lama-3.1-8b'")]
    public void A_version_that_is_not_there_is_refused_in_one_line(string id, string problem) =>
        Assert.Contains(problem, Assert.Throws<InputException>(() => Catalog.Load(id)).Message, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string PathOf(string id) => Path.Combine(folder, "models", id + ".yaml");

    private void Write(string id, string text) => File.WriteAllText(PathOf(id), text);
}
