using Simulator.Hardware.Descriptions;
using Simulator.Measurement.Devices;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Draws the devices of this machine.</summary>
internal static class DeviceView
{
    /// <summary>Draws them, then what each says of itself, then what stands in the way of others.</summary>
    public static void Draw(IAnsiConsole console, DeviceDirectory directory)
    {
        var table = new TextTable("device", "name", "kind", "stack", ">units", ">memory", "usable") { Optional = ["memory", "units", "kind"] };
        foreach (var (_, listing) in directory.Entries)
        {
            var d = listing.Device;
            table.AddRow(
                d.Id, d.Name, EnumNames.Of(d.Kind), d.Stack, $"{d.Units}", d.MemoryBytes > 0 ? Words.Bytes(d.MemoryBytes) : "", listing.IsUsable ? "yes" : "no");
        }

        table.Draw(console);
        foreach (var (_, listing) in directory.Entries)
        {
            var d = listing.Device;
            console.WriteLine($"{d.Id}: {string.Join("; ", d.Properties.Select(p => $"{p.Key} {p.Value}").Prepend(d.Driver))}");
            if (listing.WhyUnusable is { } why)
            {
                console.WriteLine($"{d.Id}: not usable: {why}");
            }
        }

        foreach (var problem in directory.Problems)
        {
            console.WriteLine(problem);
        }

        if (directory.Entries.All(e => e.Provider.Name != "ilgpu") && directory.Problems.IsEmpty)
        {
            console.WriteLine("the plug-in for GPUs (ILGPU) is not beside the program: its packages did not restore when it was built; docs/ilgpu.md says how to add it");
        }
    }
}
