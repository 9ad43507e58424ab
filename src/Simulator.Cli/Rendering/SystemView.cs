using Simulator.Hardware.Clusters;
using Simulator.Hardware.Descriptions;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Draws a system description.</summary>
internal static class SystemView
{
    /// <summary>Draws the values with their sources.</summary>
    public static void Draw(IAnsiConsole console, SystemDescription system)
    {
        console.WriteLine($"{system.Name}: {system.ScaleUp.Gpus * system.Nodes} x {system.Gpu.Name} ('gpusim show gpu {system.Gpu.Id}' shows it)");
        GpuView.DrawValues(console, DescriptionListing.Of(system), system.Sources);
    }
}
