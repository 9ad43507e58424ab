using System.Collections.Immutable;
using System.Reflection;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Measurement.Plugins;

namespace Simulator.Measurement.Devices;

/// <summary>Every device that this assembly and the plug-ins beside the program find.</summary>
/// <param name="Entries">The devices with the provider that found each.</param>
/// <param name="Problems">Plug-ins that could not be used, a line each.</param>
public sealed record DeviceDirectory(ImmutableArray<(IDeviceProvider Provider, DeviceListing Listing)> Entries, ImmutableArray<string> Problems)
{
    /// <summary>Asks all providers.</summary>
    /// <returns>The directory: the processor first, then the plug-ins' devices.</returns>
    public static DeviceDirectory Find() => Of([new Processors.ProcessorProvider()], PluginLoader.Load());

    /// <summary>Asks providers.</summary>
    /// <param name="own">Providers of this assembly.</param>
    /// <param name="plugins">The plug-ins.</param>
    /// <returns>The directory.</returns>
    public static DeviceDirectory Of(IEnumerable<IDeviceProvider> own, IEnumerable<LoadedPlugin> plugins)
    {
        var providers = own.ToList();
        var problems = ImmutableArray.CreateBuilder<string>();
        foreach (var plugin in plugins)
        {
            if (plugin.Problem is { } problem)
            {
                problems.Add(problem);
                continue;
            }

            try
            {
                providers.AddRange(plugin.Create<IDeviceProvider>());
            }
            catch (TargetInvocationException thrown)
            {
                problems.Add($"plug-in {plugin.Name} not used: {(thrown.InnerException ?? thrown).Message.ReplaceLineEndings(" ")}");
            }
        }

        return new DeviceDirectory([.. providers.SelectMany(p => p.List().Select(d => (p, d)))], problems.ToImmutable());
    }

    /// <summary>Opens a device.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The device; the caller disposes it.</returns>
    /// <exception cref="InputException">There is no such device, or it cannot be used.</exception>
    public IKernelDevice Open(string id)
    {
        foreach (var (provider, listing) in Entries)
        {
            if (listing.Device.Id != id)
            {
                continue;
            }

            if (listing.WhyUnusable is { } why)
            {
                throw new InputException($"{id} cannot be used: {why}", "--device");
            }

            try
            {
                return provider.Open(listing.Device);
            }
            catch (DeviceException failed)
            {
                throw new InputException($"{id} cannot be opened: {failed.Message}", "--device", inner: failed);
            }
        }

        throw new InputException($"unknown device '{id}'; {NearestNames.Hint(id, Entries.Select(e => e.Listing.Device.Id))}", "--device");
    }
}
