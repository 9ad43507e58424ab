using Simulator.Hardware.Errors;
using Simulator.Systems.Training;
using Simulator.Systems.Training.Schedules;
using Simulator.Workloads.Precisions;

namespace Simulator.Systems.Tests.Training;

public class TrainingCheckTests
{
    public static TheoryData<string, string> Impossible => new()
    {
        { "tp=3 dp=1", "tp: 3 does not divide" },
        { "tp=16 dp=4", "tp: 16 ranks span more than the 8 GPUs of a node" },
        { "pp=81 dp=1", "pp: 81 pipeline stages for 80 layers" },
        { "pp=64 vp=2 dp=1", "vp: 64 stages of 2 parts for 80 layers" },
        { "vp=2", "vp: parts of a stage need several stages" },
        { "cp=3 dp=1", "cp: 3 does not divide the 8192 tokens" },
        { "ep=2", "ep: llama-3.1-70b has no experts" },
        { "dp=65", "dp: tp1 pp1 dp65 zero1 needs 65 GPUs" },
        { "dp=0", "dp: 0 is out of range" },
        { "zero=4", "zero: 4 is out of range" },
        { "batch=63 dp=2", "global-batch: 63 sequences are no multiple of micro-batch × dp = 2; accepted: 62 or 64" },
        { "batch=6 pp=4 vp=2 dp=1", "vp: interleaving needs a multiple of 4 microbatches; there are 6" },
        { "seq=262144", "seq: 262144 tokens per sequence" },
        { "model=bge-m3 seq=512", "model: bge-m3 is no decoder" },
        { "model=qwen3-30b-a3b ep=24 dp=48 batch=48", "ep: 24 does not divide the 128 experts" },
        { "model=qwen3-30b-a3b ep=64 dp=32", "ep: 64 does not divide the 32 ranks of a stage" },
        { "system=hgx-a100 recipe=fp8", "precision: a100-sxm has no matrix instruction for fp8" },
        { "recipe=mxfp8", "precision: h100-sxm has no matrix instruction for mxfp8" },
        { "system=dgx-v100", "precision: v100-sxm2 has no matrix instruction for bf16" },
        { "recipe=nvfp4", "precision: h100-sxm has no matrix instruction for nvfp4" },
        { "stages=40,39 pp=2 dp=1", "stage-layers: needs 2 counts (pp × vp) that add up to the 80 layers" },
        { "schedule=zb pp=4 vp=2 dp=1", "vp: the schedule ZeroBubble has one part per stage" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void An_impossible_step_gets_one_clear_line(string what, string expected)
    {
        var message = Assert.Throws<InputException>(() => Parse(what).Check()).Message;
        Assert.StartsWith(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void An_unknown_recipe_tells_those_that_exist() =>
        Assert.Contains("did you mean 'fp8'", Assert.Throws<InputException>(() => TrainingRecipe.Parse("fp9")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(80, 8, 5, "2 2 2 2")]
    [InlineData(126, 8, 8, "1 2 2 1")]
    [InlineData(94, 8, 4, "2 3 3 2")]
    [InlineData(36, 4, 1, "9 9 9 9")]
    [InlineData(30, 4, 1, "7 8 8 7")]
    [InlineData(33, 4, 1, "8 9 9 7")]
    public void Layers_are_dealt_evenly_with_embedding_and_head_as_layers_where_they_do_not_divide(int layers, int pp, int vp, string ends)
    {
        var request = Steps.Llama70(layout: new TrainingParallelism { Pp = pp, Vp = vp });
        request = request with { Model = request.Model with { Layers = [.. Enumerable.Repeat(request.Model.Layers[0], layers)] } };
        var counts = StageLayout.Of(request).Select(r => r.End.Value - r.Start.Value).ToArray();
        Assert.Equal((pp * vp, layers), (counts.Length, counts.Sum()));
        Assert.Equal(ends, $"{counts[0]} {counts[1]} {counts[^2]} {counts[^1]}");
    }

    private static TrainingRequest Parse(string what)
    {
        var values = what.Split(' ').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1]);
        int Of(string key, int otherwise) => values.TryGetValue(key, out var text) ? int.Parse(text) : otherwise;
        var layout = new TrainingParallelism
        {
            Tp = Of("tp", 1),
            Pp = Of("pp", 1),
            Vp = Of("vp", 1),
            Cp = Of("cp", 1),
            Ep = Of("ep", 1),
            Dp = Of("dp", 64),
            Zero = Of("zero", 1),
        };
        var request = Steps.Of(
            values.GetValueOrDefault("model", "llama-3.1-70b"), Of("batch", 64), Of("seq", 8192), values.GetValueOrDefault("system", "hgx-h100"), 8,
            values.GetValueOrDefault("recipe", "bf16"), layout);
        return request with
        {
            Schedule = values.ContainsKey("schedule") ? ScheduleKind.ZeroBubble : ScheduleKind.OneForwardOneBackward,
            StageLayers = values.TryGetValue("stages", out var list) ? [.. list.Split(',').Select(int.Parse)] : [],
        };
    }
}
