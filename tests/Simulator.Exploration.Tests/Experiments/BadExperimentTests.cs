using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Tests.Experiments;

/// <summary>A malformed experiment is one line with file, line and key, and says what is accepted.</summary>
public sealed class BadExperimentTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("gpu.sm.count: [66, 99, 132]", "gpu.sm.cuont: [66]", 7, "gpu.sm.cuont", "did you mean 'gpu.sm.count'")]
    [InlineData("gpu.sm.count: [66, 99, 132]", "gpu.sm: [66]", 7, "gpu.sm", "accepted: a value below it")]
    [InlineData("gpu.sm.count: [66, 99, 132]", "gpu.sm.count: 66..132:4 GB", 7, "gpu.sm.count", "accepted")]
    [InlineData("gpu.sm.count: [66, 99, 132]", "gpu.sm.count: [66, 66]", 7, "gpu.sm.count", "twice")]
    [InlineData("gpu.sm.count: [66, 99, 132]", "gpu.sm.count: [66.5]", 7, "gpu.sm.count", "whole")]
    [InlineData("gpu.sm.count: [66, 99, 132]", "sm.count: [66]", 7, "sm.count", "accepted: a path below gpu.")]
    [InlineData("gpu.sm.count: [66, 99, 132]", "system.nodes: [1, 2]", 7, "system.nodes", "system: ID")]
    [InlineData("2..8 TB/s:25", "8..2 TB/s:25", 6, "gpu.memory.bandwidth", "accepted")]
    [InlineData("2..8 TB/s:25", "2..8 TB/s:0", 6, "gpu.memory.bandwidth", "accepted")]
    [InlineData("2..8 TB/s:25", "2..8 TB/s", 6, "gpu.memory.bandwidth", "COUNT")]
    [InlineData("2..8 TB/s:25", "2..8 GHz:25", 6, "gpu.memory.bandwidth", "unit")]
    [InlineData("2..8 TB/s:25", "2..8:25", 6, "gpu.memory.bandwidth", "unit")]
    [InlineData("decode.precision: bf16, fp8", "decode.precison: bf16, fp8", 8, "decode.precison", "did you mean 'decode.precision'")]
    [InlineData("decode.precision: bf16, fp8", "gpu.memory.kind: [hbm2, ddr9]", 8, "gpu.memory.kind", "accepted")]
    [InlineData("0.4 MB * gpu.sm.count", "0.4 W * gpu.sm.count", 11, "gpu.l2.bytes", "W")]
    [InlineData("0.4 MB * gpu.sm.count", "gpu.l2.bytes * 2", 10, "derive", "circle")]
    [InlineData("0.4 MB * gpu.sm.count", "0.4 MB * gpu.sm.", 11, "gpu.l2.bytes", "gpu.sm.")]
    [InlineData("0.4 MB * gpu.sm.count", "0.4 MB * (gpu.sm.count", 11, "gpu.l2.bytes", "accepted")]
    [InlineData("gpu.l2.bytes: 0.4 MB * gpu.sm.count", "gpu.sm.count: 100", 11, "gpu.sm.count", "varied and derived")]
    [InlineData("[minimise decode.tpot, maximise per_area]", "[smallest decode.tpot]", 14, "objectives[0]", "which way")]
    [InlineData("[minimise decode.tpot, maximise per_area]", "[minimise decode.tpto]", 14, "objectives[0]", "'decode.tpot'")]
    [InlineData("[minimise decode.tpot, maximise per_area]", "[]", 14, "objectives", "accepted")]
    [InlineData("area <= 800 mm2", "area <= 800 W", 15, "constraints[0]", "accepted")]
    [InlineData("area <= 800 mm2", "area = 800 mm2", 15, "constraints[0]", "accepted")]
    [InlineData("per_area: decode.tokens_per_second / area", "tpot: 1", 13, "tpot", "meaning of its own")]
    [InlineData("per_area: decode.tokens_per_second / area", "a: b\n  b: a", 13, "metrics.a", "circle")]
    [InlineData("model: llama-3.1-8b", "model: lama-3.1-8b", 4, "decode.model", "did you mean")]
    [InlineData("gpu: h100-sxm", "gpu: h100", 2, "gpu", "did you mean")]
    [InlineData("gpu: h100-sxm", "system: h100-sxm", 2, "system", "accepted")]
    [InlineData("name: small", "name: other", 1, "name", "accepted: small")]
    public void It_is_one_line(string from, string to, int line, string key, string expected)
    {
        var refusal = Assert.Throws<InputException>(() => folder.Experiment(TestFolder.SmallText.Replace(from, to, StringComparison.Ordinal)));
        Assert.EndsWith("small.yaml", refusal.File, StringComparison.Ordinal);
        Assert.Equal(line, refusal.Line);
        Assert.Contains(key, refusal.Key, StringComparison.Ordinal);
        Assert.Contains(expected, refusal.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void A_grid_of_a_million_million_points_is_refused_with_its_size()
    {
        var text = TestFolder.SmallText.Replace("2..8 TB/s:25", "2..8 TB/s:99999", StringComparison.Ordinal).Replace("log 1..4096:9", "1..100000 step 1", StringComparison.Ordinal)
            .Replace("[66, 99, 132]", "1..100 step 1", StringComparison.Ordinal);
        var refusal = Assert.Throws<InputException>(() => folder.Experiment(text));
        Assert.Contains("99999 x 100 x 2 x 100000", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_constraint_that_no_design_meets_is_told_with_the_nearest_design()
    {
        var experiment = folder.Experiment(TestFolder.SmallText.Replace("area <= 800 mm2", "area <= 1 mm2", StringComparison.Ordinal));
        var refusal = folder.Run(experiment, "a").Answers!.Constraints.Refusal();
        Assert.Contains("'area <= 1 mm2' excludes most", refusal, StringComparison.Ordinal);
    }
}
