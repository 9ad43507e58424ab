using Simulator.Hardware.Errors;
using Simulator.Hardware.Gpus;

namespace Simulator.Hardware.Tests.Catalogs;

public sealed class BasePathTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;
    private readonly GpuCatalog catalog = new(RepositoryPaths.Configs);

    public void Dispose() => Directory.Delete(folder, true);

    [Fact]
    public void A_relative_path_counts_from_the_file_that_names_it()
    {
        Write("p", "h100-sxm");
        var path = Write("q", "p.yaml", "memory:\n  bandwidth: 8 TB/s\n");
        Assert.Equal(8e12, catalog.Load(path).Memory.BandwidthBytesPerSecond);
    }

    [Theory]
    [InlineData("d", "d.yaml", null)]
    [InlineData("d", "./d.yaml", null)]
    [InlineData("d", "e.yaml", "d.yaml")]
    public void A_circle_of_paths_is_one_error_with_file_line_and_key(string id, string first, string? back)
    {
        var path = Write(id, first);
        if (back is not null)
            Write("e", back);
        var error = Assert.Throws<InputException>(() => catalog.Load(path));
        Assert.Contains("circle", error.Message, StringComparison.Ordinal);
        Assert.Equal(("base", 3), (error.Key, error.Line));
    }

    [Fact]
    public void A_missing_file_is_named_with_the_line_that_names_it()
    {
        var error = Assert.Throws<InputException>(() => catalog.Load(Write("r", "nowhere.yaml")));
        Assert.Contains("nowhere.yaml", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, error.Line);
    }

    private string Write(string id, string basis, string rest = "")
    {
        var path = Path.Combine(folder, id + ".yaml");
        File.WriteAllText(path, $"id: {id}\nname: X\nbase: {basis}\nsource: a test\n{rest}");
        return path;
    }
}
