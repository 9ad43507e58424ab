using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Gpus;

namespace Simulator.Hardware.Tests.Gpus;

public class GpuCatalogTests
{
    private static readonly GpuCatalog Catalog = new(RepositoryPaths.Configs);

    [Fact]
    public void A_value_is_overridden()
    {
        var gpu = Catalog.Load("h100-sxm", [new DescriptionOverride("memory.bandwidth", "8TB/s"), new DescriptionOverride("tensor.fp4.ratio", "4")]);
        Assert.Equal(8e12, gpu.Memory.BandwidthBytesPerSecond);
        Assert.Equal(4, gpu.Tensor.Fp4!.Ratio);
        Assert.Equal("--set", gpu.Sources["memory.bandwidth"].Source);
        Assert.Equal(3.35e12, Catalog.Load("h100-sxm").Memory.BandwidthBytesPerSecond);
    }

    [Fact]
    public void A_variant_takes_the_rest_from_its_base()
    {
        var h200 = Catalog.Load("h200-sxm");
        Assert.Equal(4.8e12, h200.Memory.BandwidthBytesPerSecond);
        Assert.Equal(MemoryKind.Hbm3e, h200.Memory.Kind);
        Assert.Equal(132, h200.Sm.Count);
        Assert.Contains("H100", h200.Sources["sm.count"].Source, StringComparison.Ordinal);
        Assert.Contains("H200", h200.Sources["memory.bandwidth"].Source, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_is_read_as_a_file() =>
        Assert.Equal("l4", Catalog.Load(Path.Combine(RepositoryPaths.Configs, "gpus", "l4.yaml")).Id);

    [Fact]
    public void An_unknown_gpu_is_refused_with_the_nearest()
    {
        var error = Assert.Throws<InputException>(() => Catalog.Load("h100-smx"));
        Assert.StartsWith("unknown GPU 'h100-smx'; did you mean 'h100-sxm'", error.Message, StringComparison.Ordinal);
    }
}
