using Simulator.Measurement.Devices;

namespace Simulator.Accelerators.Ilgpu.Tests;

/// <summary>What the plug-in says of the devices of a machine, with or without any.</summary>
public sealed class ProviderTests
{
    [PluginFact]
    public void The_plug_in_loads_and_offers_one_provider() => Assert.Null(PluginFixture.Plugin!.Problem);

    [PluginFact]
    public void The_emulated_device_is_always_there_and_is_called_emulated()
    {
        var emulated = Assert.Single(PluginFixture.Provider.List(), d => d.Device.Kind == DeviceKind.Emulated);

        Assert.True(emulated.IsUsable);
        Assert.Equal("ilgpu", emulated.Device.Stack);
    }

    [PluginTheory]
    [InlineData(DeviceKind.Cuda)]
    [InlineData(DeviceKind.OpenCl)]
    public void An_interface_without_a_device_is_listed_with_one_line_of_reason(DeviceKind kind)
    {
        var listings = PluginFixture.Provider.List().Where(d => d.Device.Kind == kind).ToList();

        Assert.NotEmpty(listings);
        Assert.All(listings.Where(d => !d.IsUsable), d => Assert.Single(d.WhyUnusable!.Split('\n')));
    }

    [PluginFact]
    public void Device_names_are_unique()
    {
        var ids = PluginFixture.Provider.List().Select(d => d.Device.Id).ToList();

        Assert.Equal(ids.Distinct().Count(), ids.Count);
    }
}
