using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Benchmarks;

/// <summary>One decode step of Llama 3.1 70B (published config.json) on 8 GPUs: 64 sequences of 4096 tokens.</summary>
internal static class LlamaDecode
{
    internal static Trace Trace => TraceBuilder.Build(Model, StepShape.Decode(64, 4096), PrecisionRecipe.Of(GemmPrecisions.Bf16), new Parallelism { Tp = 8 });

    private static ModelDescription Model => new()
    {
        Id = "llama-3.1-70b",
        Name = "Llama 3.1 70B",
        Kind = ModelKind.Decoder,
        Hidden = 8192,
        Vocab = 128256,
        MaxPositions = 131072,
        Layers =
        [
            .. Enumerable.Repeat(
                new LayerDescription(
                    new AttentionMixer { Heads = 64, KvHeads = 8, HeadDim = 128, RotaryDim = 128 },
                    new DenseFeedForward { Inter = 28672 }),
                80),
        ],
    };
}
