using Simulator.Measurement.Devices;
using Simulator.Measurement.Plugins;

namespace Simulator.Measurement.Tests.Plugins;

/// <summary>Finding plug-ins: none, broken ones, and one that loads.</summary>
public sealed class PluginLoaderTests : IDisposable
{
    private readonly string program = Directory.CreateTempSubdirectory("plugins-").FullName;

    [Fact]
    public void No_folder_means_no_plug_ins() => Assert.Empty(PluginLoader.Load(program));

    [Fact]
    public void An_empty_folder_is_no_plug_in()
    {
        Plugin("Empty");

        Assert.Empty(PluginLoader.Load(program));
    }

    [Fact]
    public void A_folder_without_its_assembly_is_reported_in_one_line()
    {
        var folder = Plugin("Half");
        File.WriteAllText(Path.Combine(folder, "Half.deps.json"), "{}");

        var plugin = Assert.Single(PluginLoader.Load(program));

        Assert.Empty(plugin.Types);
        Assert.Equal($"plug-in Half not loaded: Half.dll is missing in {folder}", plugin.Problem);
    }

    [Fact]
    public void A_file_that_is_no_assembly_is_reported_in_one_line_and_hides_no_other()
    {
        File.WriteAllText(Path.Combine(Plugin("Broken"), "Broken.dll"), "not an assembly");
        Whole();

        var plugins = PluginLoader.Load(program);

        Assert.Equal(2, plugins.Count);
        Assert.StartsWith("plug-in Broken not loaded: ", plugins[0].Problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', plugins[0].Problem!);
        Assert.Null(plugins[1].Problem);
    }

    [Fact]
    public void A_plug_in_gives_objects_for_a_contract_and_only_those()
    {
        Whole();

        var plugin = Assert.Single(PluginLoader.Load(program));

        Assert.NotEmpty(plugin.Types);
        Assert.Empty(plugin.Create<IDeviceProvider>());
    }

    public void Dispose() => Directory.Delete(program, recursive: true);

    // Any assembly with a plug-in's layout will do.
    private void Whole() =>
        File.Copy(typeof(YamlDotNet.Serialization.Deserializer).Assembly.Location, Path.Combine(Plugin("YamlDotNet"), "YamlDotNet.dll"));

    private string Plugin(string name) => Directory.CreateDirectory(Path.Combine(program, PluginLoader.FolderName, name)).FullName;
}
