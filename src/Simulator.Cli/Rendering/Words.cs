using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;
using Simulator.Systems.Inference;
using Simulator.Systems.Sensitivity;
using Simulator.Systems.Training;
using Simulator.Timing.Energy;
using Simulator.Timing.Estimates;
using Simulator.Workloads.Models;

namespace Simulator.Cli.Rendering;

/// <summary>How values and names read in the output.</summary>
internal static class Words
{
    /// <summary>A duration, such as <c>18.3 ms</c>.</summary>
    public static string Time(double seconds) => seconds == 0 ? "0 s" : Quantity.Format(seconds, Dimension.Seconds);

    /// <summary>A size, such as <c>17.6 GB</c>.</summary>
    public static string Bytes(double bytes) => bytes == 0 ? "0 B" : Quantity.Format(bytes, Dimension.Bytes);

    /// <summary>An energy, such as <c>1.2 mJ</c>.</summary>
    public static string Energy(double joules) => joules == 0 ? "0 J" : Quantity.Format(joules, Dimension.Joules);

    /// <summary>A power, such as <c>612 W</c>.</summary>
    public static string Power(double watts) => watts == 0 ? "0 W" : Quantity.Format(watts, Dimension.Watts);

    /// <summary>What takes the largest parts of an energy, such as <c>memory 45.0 %, standby 20.1 %</c>.</summary>
    public static string Parts(in KernelEnergy energy)
    {
        var whole = energy.TotalJoules;
        return string.Join(", ", energy.Parts.Where(p => p.Value >= 0.01 * whole).OrderByDescending(p => p.Value).Select(p => $"{p.Name} {Percent(p.Value / whole)}"));
    }

    /// <summary>A share, such as <c>61.2 %</c>.</summary>
    public static string Percent(double fraction) => FormattableString.Invariant($"{100 * fraction:0.0} %");

    /// <summary>A relative change, such as <c>-6.5 %</c>.</summary>
    public static string Change(double fraction) => FormattableString.Invariant($"{100 * fraction:+0.0;-0.0;0.0} %");

    /// <summary>A number with two decimals.</summary>
    public static string Number(double value) => FormattableString.Invariant($"{value:0.00;-0.00;0.00}");

    /// <summary>A ratio, such as <c>1.46 x</c>.</summary>
    public static string Times(double ratio) => FormattableString.Invariant($"{ratio:0.00} x");

    /// <summary>A count of parameters, such as <c>70.55 B</c>.</summary>
    public static string Parameters(double count) => FormattableString.Invariant($"{count / 1e9:0.00} B");

    /// <summary>A duration in microseconds, without the unit.</summary>
    public static string Microseconds(double seconds) => FormattableString.Invariant($"{seconds * 1e6:0.####}");

    /// <summary>A rate of operations, such as <c>989 TFLOP/s</c>; empty where there is none.</summary>
    public static string Operations(double? perSecond) => perSecond is > 0 ? Quantity.Format(perSecond.Value, Dimension.OperationsPerSecond) : "";

    /// <summary>A phase.</summary>
    public static string Of(Phase phase) => EnumNames.Of(phase);

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

    /// <summary>What a backward pass computes again.</summary>
    public static string Of(Recomputation recompute) => EnumNames.Of(recompute);

    /// <summary>How a step stands to another.</summary>
    public static string Of(Separation separation) => separation switch
    {
        Separation.Faster => "faster",
        Separation.Slower => "slower",
        _ => "not separable",
    };

    /// <summary>The mark of predictions that a device profile has corrected; empty without one.</summary>
    public static string WithProfile(string? profile) => profile is null ? "" : $", with the device profile {profile}";

    /// <summary>Where a prediction comes from.</summary>
    public static string Of(Provenance provenance) => provenance switch
    {
        Provenance.Profiled => "profiled",
        Provenance.Calibrated => "calibrated",
        Provenance.Extrapolated => "extrapolated",
        _ => "estimated",
    };
}
