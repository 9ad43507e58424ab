using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Gpus;

namespace Simulator.Hardware.Tests.Gpus;

/// <summary>The descriptions that the project carries.</summary>
public class GpuConfigTests
{
    private static readonly GpuCatalog Catalog = new(RepositoryPaths.Configs);

    public static TheoryData<string> Ids => [.. Catalog.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_value_has_a_source(string id)
    {
        var gpu = Catalog.Load(id);
        Assert.Equal(id, gpu.Id);
        Assert.NotEmpty(gpu.Sources);
        Assert.All(gpu.Sources, pair => Assert.False(
            pair.Value.Source.Length == 0 || pair.Value.Source.Contains("no source", StringComparison.Ordinal), pair.Key));
        Assert.All(
            DescriptionReader.Paths<GpuDescription>().Where(path => path.StartsWith("sm.", StringComparison.Ordinal)),
            path => Assert.Contains(path, gpu.Sources.Keys));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Values_are_plausible_together(string id)
    {
        var gpu = Catalog.Load(id);
        var peaks = new GpuPeaks(gpu);
        Assert.InRange(gpu.Tensor.ClockHz, 0.7 * gpu.Sm.ClockHz, gpu.Sm.ClockHz);
        Assert.True(gpu.L2.LatencySeconds < gpu.Memory.LatencySeconds);
        Assert.True(peaks.BytesPerSecond(MemoryLevel.Memory) < peaks.BytesPerSecond(MemoryLevel.L2));
        Assert.True(peaks.BytesPerSecond(MemoryLevel.L2) < peaks.BytesPerSecond(MemoryLevel.SharedMemory));
        Assert.True(gpu.Launch.GraphSeconds < gpu.Launch.StreamSeconds);
    }
}
