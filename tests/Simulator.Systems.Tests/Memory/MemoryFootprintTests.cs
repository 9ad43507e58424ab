using Simulator.Systems.Memory;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Tests.Memory;

public class MemoryFootprintTests
{
    private const double Capacity = 80e9;

    [Fact]
    public void Llama_70B_in_bf16_matches_a_calculation_by_hand()
    {
        const double layers = 80, hidden = 8192, inter = 28672, kv = 1024, vocab = 128256;
        var perLayer = hidden * (hidden + kv + kv) + hidden * hidden + 3 * hidden * inter + 2 * hidden;
        var weights = 2 * (layers * perLayer + 2 * vocab * hidden + hidden);
        var memory = Of("llama-3.1-70b", StepShape.Decode(16, 4096), "bf16", Parallelism.Single);
        Assert.Equal(1, memory.Weights / weights, 6);
        Assert.Equal(16 * 4097 * layers * 2 * kv * 2, memory.KvCache, 0);
        Assert.Equal(0, memory.State);
        Assert.Equal(MemoryFootprint.RuntimeBytes, memory.Runtime);
        Assert.InRange(memory.Activations, 16 * hidden * 2, 16 * vocab * 8);
        Assert.Equal(memory.Weights + memory.KvCache + memory.Activations + memory.Runtime, memory.Total, 0);
        Assert.Equal(Capacity - memory.Total, memory.Free, 0);
        Assert.Equal(-memory.Free, memory.Shortage, 0);
        Assert.False(memory.Fits);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Tensor_parallel_ranks_hold_the_whole_together(int tp)
    {
        var whole = Of("llama-3.1-70b", StepShape.Decode(16, 4096), "fp8", Parallelism.Single);
        var rank = Of("llama-3.1-70b", StepShape.Decode(16, 4096), "fp8", new Parallelism { Tp = tp });
        Assert.Equal(whole.KvCache, tp * rank.KvCache, 0);
        Assert.InRange(tp * rank.Weights / whole.Weights, 1, 1.001);
    }

    [Fact]
    public void Pipeline_stages_divide_the_weights_and_keep_all_batches_in_flight()
    {
        var whole = Of("llama-3.1-70b", StepShape.Decode(16, 4096), "fp8", Parallelism.Single);
        var stage = Of("llama-3.1-70b", StepShape.Decode(16, 4096), "fp8", new Parallelism { Pp = 4 });
        Assert.Equal(whole.KvCache, stage.KvCache, 0);
        Assert.InRange(stage.Weights, whole.Weights / 4, whole.Weights / 3);
    }

    [Fact]
    public void An_encoder_keeps_nothing_between_steps()
    {
        var memory = Of("bge-m3", StepShape.Encode(8, 512), "fp16", Parallelism.Single);
        Assert.Equal((0.0, 0.0), (memory.KvCache, memory.State));
        Assert.DoesNotContain(memory.Parts, p => p.Bytes == 0);
    }

    [Fact]
    public void A_hybrid_keeps_states_whatever_the_context()
    {
        var near = Of("nemotron-h-56b", StepShape.Decode(4, 128), "bf16", Parallelism.Single);
        var far = Of("nemotron-h-56b", StepShape.Decode(4, 8000), "bf16", Parallelism.Single);
        Assert.True(near.State > 0);
        Assert.Equal(near.State, far.State);
        Assert.Equal(8001.0 / 129, far.KvCache / near.KvCache, 9);
    }

    private static MemoryFootprint Of(string model, StepShape step, string recipe, Parallelism parallelism)
    {
        var request = Catalogue.Request(model, step, recipe, parallelism);
        return MemoryFootprint.Of(request, request.BuildTrace(), Capacity);
    }
}
