using Simulator.Hardware.Units;
using Simulator.Systems.Sensitivity;
using Simulator.Timing.Estimates;

namespace Simulator.Cli.Rendering;

/// <summary>How values and names read in the output.</summary>
internal static class Words
{
    /// <summary>A duration, such as <c>18.3 ms</c>.</summary>
    public static string Time(double seconds) => seconds == 0 ? "0 s" : Quantity.Format(seconds, Dimension.Seconds);

    /// <summary>A size, such as <c>17.6 GB</c>.</summary>
    public static string Bytes(double bytes) => bytes == 0 ? "0 B" : Quantity.Format(bytes, Dimension.Bytes);

    /// <summary>A share, such as <c>61.2 %</c>.</summary>
    public static string Percent(double fraction) => FormattableString.Invariant($"{100 * fraction:0.0} %");

    /// <summary>A count of tokens per second, with a thousands separator.</summary>
    public static string Rate(double perSecond) => FormattableString.Invariant(
        $"{(perSecond >= 1000 ? perSecond.ToString("#,0") : perSecond.ToString("0.#"))}");

    /// <summary>A resource that binds an operator.</summary>
    public static string Of(Bound bound) => bound switch
    {
        Bound.Tensor => "tensor",
        Bound.Vector => "vector",
        Bound.Sfu => "SFU",
        Bound.SharedMemory => "shared memory",
        Bound.L2 => "L2",
        Bound.Memory => "memory",
        Bound.Link => "link",
        _ => "latency",
    };

    /// <summary>A resource that one can have more of.</summary>
    public static string Of(Resource resource) => resource switch
    {
        Resource.TensorRate => "tensor rate",
        Resource.SmCount => "SM count",
        Resource.Clock => "clock",
        Resource.L2Bandwidth => "L2 bandwidth",
        Resource.L2Capacity => "L2 capacity",
        Resource.MemoryBandwidth => "memory bandwidth",
        Resource.LinkBandwidth => "link bandwidth",
        _ => "launch rate",
    };

    /// <summary>Where a prediction comes from.</summary>
    public static string Of(Provenance provenance) => provenance switch
    {
        Provenance.Calibrated => "calibrated",
        Provenance.Extrapolated => "extrapolated",
        _ => "estimated",
    };
}
