using Simulator.Timing;

namespace Simulator.Systems.Serving.Memory;

/// <summary>The way between a GPU and its host's memory.</summary>
public static class HostLinks
{
    /// <summary>
    /// Seconds that a copy takes beside its bytes: starting it, and the way there and back over PCIe of about 2 µs; estimated.
    /// </summary>
    public const double LatencySeconds = 10e-6;

    /// <summary>
    /// The link of a GPU: NVLink-C2C where it has one, else PCIe, of which the calibration's <c>pcie_rate</c> is left beside packet headers.
    /// </summary>
    /// <param name="timing">The timing model of the GPU.</param>
    /// <returns>The link.</returns>
    public static MemoryLink Of(TimingModel timing)
    {
        ArgumentNullException.ThrowIfNull(timing);
        var links = timing.System.Gpu.Links;
        var rate = links.HostBytesPerSecond > 0 ? links.HostBytesPerSecond : links.PcieBytesPerSecond * timing.Rates.Coefficients.Collective.PcieRate;
        return new MemoryLink(rate, LatencySeconds);
    }
}
