using Simulator.Hardware.Clusters;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Gpus;

namespace Simulator.Hardware.Tests.Clusters;

public class SystemCatalogTests
{
    private static readonly SystemCatalog Catalog = new(RepositoryPaths.Configs, new GpuCatalog(RepositoryPaths.Configs));

    public static TheoryData<string> Ids => [.. Catalog.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_system_agrees_with_its_gpu(string id)
    {
        var system = Catalog.Load(id);
        var links = system.Gpu.Links;
        Assert.Equal(
            system.ScaleUp.Topology == ScaleUpTopology.Pcie ? links.PcieBytesPerSecond : links.ScaleUpBytesPerSecond, system.ScaleUp.BandwidthBytesPerSecond);
        Assert.Equal(system.Nodes > 1, system.ScaleOut is not null);
        Assert.False(system.Derived);
        Assert.All(system.Sources, pair => Assert.DoesNotContain("no source", pair.Value.Source, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_gpu_has_a_system()
    {
        var used = Catalog.Ids.Select(id => Catalog.Load(id).Gpu.Id);
        Assert.Empty(Catalog.Gpus.Ids.Except(used));
    }

    [Fact]
    public void A_cluster_takes_its_node_from_its_base()
    {
        var cluster = Catalog.Load("hgx-h100-ib");
        Assert.Equal("h100-sxm", cluster.Gpu.Id);
        Assert.Equal(8, cluster.ScaleUp.Gpus);
        Assert.True(cluster.ScaleUp.InSwitchReduction);
        Assert.Equal(50e9, cluster.ScaleOut!.BandwidthBytesPerSecond);
    }

    [Fact]
    public void Values_of_system_and_gpu_are_overridden()
    {
        var system = Catalog.Load(
            "hgx-h100",
            [new DescriptionOverride("gpu", "h200-sxm"), new DescriptionOverride("scale_up.gpus", "16")],
            [new DescriptionOverride("memory.bytes", "1 TB")]);
        Assert.Equal(("h200-sxm", 16, 1e12), (system.Gpu.Id, system.ScaleUp.Gpus, system.Gpu.Memory.Bytes));
    }

    [Fact]
    public void An_unknown_gpu_is_refused_at_its_place()
    {
        var error = Assert.Throws<InputException>(() => Catalog.Load("hgx-h100", [new DescriptionOverride("gpu", "h100") { Prefix = "system." }]));
        Assert.StartsWith("--set: system.gpu: unknown GPU 'h100'; did you mean", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nodes", "4", "hgx-h100.yaml: scale_out: the key is missing; 4 nodes need")]
    [InlineData("scale_up.topology", "mesh", "hgx-h100.yaml: scale_up.in_switch_reduction: is true without switches")]
    [InlineData("scale_up.topology", "swiched", "--set: scale_up.topology: unknown value 'swiched'; did you mean 'switched'?")]
    public void What_does_not_fit_together_is_refused(string path, string text, string message) => Assert.Contains(
        message, Assert.Throws<InputException>(() => Catalog.Load("hgx-h100", [new DescriptionOverride(path, text)])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("h100-sxm", ScaleUpTopology.Switched, 450e9, true)]
    [InlineData("gb300", ScaleUpTopology.Switched, 900e9, true)]
    [InlineData("a100-sxm", ScaleUpTopology.Switched, 300e9, false)]
    [InlineData("h100-pcie", ScaleUpTopology.Pcie, 64e9, false)]
    [InlineData("l40s", ScaleUpTopology.Pcie, 32e9, false)]
    [InlineData("mi300x", ScaleUpTopology.Mesh, 448e9, false)]
    public void A_default_node_follows_from_the_links(string id, ScaleUpTopology topology, double bandwidth, bool reduction)
    {
        var node = SystemCatalog.DefaultFor(Catalog.Gpus.Load(id));
        Assert.True(node.Derived);
        Assert.Equal((1, 8), (node.Nodes, node.ScaleUp.Gpus));
        Assert.Equal(topology, node.ScaleUp.Topology);
        Assert.Equal(bandwidth, node.ScaleUp.BandwidthBytesPerSecond);
        Assert.Equal(reduction, node.ScaleUp.InSwitchReduction);
    }
}
