using Simulator.Hardware.Clusters;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Gpus;
using Simulator.Timing.Calibration;

namespace Simulator.Timing.Tests.Cases;

/// <summary>A GPU with what was changed about it, and the system and model built from it.</summary>
internal sealed record Machine(GpuDescription Gpu, string Changes, int Nodes = 1)
{
    internal static TimingCoefficients Coefficients { get; } =
        DescriptionReader.Read<TimingCoefficients>(Path.Combine(RepositoryPaths.Configs, "calibration", "default.yaml")).Value;

    private static readonly GpuCatalog Catalog = new(RepositoryPaths.Configs);

    internal double LinkFactor { get; init; } = 1;

    internal ScaleUpTopology? Topology { get; init; }

    internal static Machine Load(string gpu) => new(Catalog.Load(gpu), "");

    internal TimingModel Model => new(System, Coefficients);

    private SystemDescription System
    {
        get
        {
            var system = SystemCatalog.DefaultFor(Gpu);
            var up = system.ScaleUp with
            {
                BandwidthBytesPerSecond = system.ScaleUp.BandwidthBytesPerSecond * LinkFactor,
                Topology = Topology ?? system.ScaleUp.Topology,
            };
            return system with
            {
                ScaleUp = up,
                ScaleOut = new ScaleOutDescription { Kind = "test", BandwidthBytesPerSecond = 50e9 * LinkFactor, LatencySeconds = 3e-6 },
            };
        }
    }

    /// <summary>The machine with more of one resource.</summary>
    internal Machine With(Resource resource, double factor)
    {
        var g = Gpu;
        var changed = resource switch
        {
            Resource.MemoryBandwidth => this with
            {
                Gpu = g with { Memory = g.Memory with { BandwidthBytesPerSecond = g.Memory.BandwidthBytesPerSecond * factor } },
            },
            Resource.L2Bandwidth => this with { Gpu = g with { L2 = g.L2 with { BytesPerClock = g.L2.BytesPerClock * factor } } },
            Resource.L2Capacity => this with { Gpu = g with { L2 = g.L2 with { Bytes = g.L2.Bytes * factor } } },
            Resource.Sms => this with { Gpu = g with { Sm = g.Sm with { Count = (int)Math.Max(1, Math.Round(g.Sm.Count * factor)) } } },
            Resource.Clock => this with
            {
                Gpu = g with { Sm = g.Sm with { ClockHz = g.Sm.ClockHz * factor }, Tensor = g.Tensor with { ClockHz = g.Tensor.ClockHz * factor } },
            },
            Resource.LaunchTime => this with { Gpu = g with { Launch = g.Launch with { GraphSeconds = g.Launch.GraphSeconds / factor } } },
            Resource.SharedMemory => this with { Gpu = g with { Sm = g.Sm with { SharedMemoryBytes = g.Sm.SharedMemoryBytes * factor } } },
            Resource.SpecialFunctions => this with { Gpu = g with { Sm = g.Sm with { SfuPerClock = g.Sm.SfuPerClock * factor } } },
            Resource.TensorRate => this with { Gpu = g with { Tensor = g.Tensor with { FmaPerClock = g.Tensor.FmaPerClock * factor } } },
            Resource.Power => this with { Gpu = g with { Package = g.Package with { TdpWatts = g.Package.TdpWatts * factor } } },
            _ => this with { LinkFactor = LinkFactor * factor },
        };
        return changed with { Changes = $"{Changes} {resource}×{factor:R}" };
    }

    public override string ToString() => $"{Gpu.Id}{Changes} {Topology}";
}
