using Simulator.Measurement.Devices;
using Simulator.Measurement.Plugins;

namespace Simulator.Accelerators.Ilgpu.Tests;

/// <summary>The plug-in as a host finds it, loaded once for all tests.</summary>
internal static class PluginFixture
{
    public const string Name = "Simulator.Accelerators.Ilgpu";

    public static LoadedPlugin? Plugin { get; } = PluginLoader.Load().FirstOrDefault(p => p.Name == Name);

    /// <summary>Why tests of the plug-in cannot run; null where they can. A plug-in that is there and fails to load is no reason: it fails the tests.</summary>
    public static string? WhyNot { get; } = Plugin is null ? $"the optional plug-in {Name} was not built here: its packages do not restore" : null;

    public static IDeviceProvider Provider => Plugin!.Create<IDeviceProvider>().Single();

    /// <summary>The emulated device, opened once: it starts a thread of the operating system for each thread of a group.</summary>
    public static IKernelDevice Emulated => Opened.Value;

    private static Lazy<IKernelDevice> Opened { get; } = new(() =>
    {
        var provider = Provider;
        return provider.Open(provider.List().Single(d => d.Device.Kind == DeviceKind.Emulated).Device);
    });
}
