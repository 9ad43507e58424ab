using Simulator.Hardware.Errors;
using Simulator.Hardware.Gpus;
using Simulator.Systems.Inference;
using Simulator.Systems.Memory;
using Simulator.Systems.Serving.Engines;
using Simulator.Workloads.Memory;
using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Serving.Memory;

/// <summary>What the KV cache of one data-parallel group has room for: what weights, activations and runtime leave on the rank that holds most.</summary>
/// <param name="Cache">What a sequence keeps on one rank, its drafter's part included.</param>
/// <param name="Layout">How that is cut into blocks.</param>
/// <param name="Blocks">Blocks of a rank; all ranks of a group hold their part of the same sequences.</param>
public sealed record KvBudget(KvCache Cache, KvLayout Layout, long Blocks)
{
    /// <summary>Works out the blocks.</summary>
    /// <param name="gpu">The GPU.</param>
    /// <param name="model">The model.</param>
    /// <param name="recipe">The precisions.</param>
    /// <param name="parallelism">How ranks divide the model.</param>
    /// <param name="settings">How the engine batches: activations are those of a prompt as long as the token budget.</param>
    /// <param name="memoryFraction">The part of the memory that the engine may use.</param>
    /// <param name="drafter">What drafts tokens; null for none.</param>
    /// <returns>The budget.</returns>
    /// <exception cref="InputException">No block beside those of constant number is left.</exception>
    public static KvBudget Of(
        GpuDescription gpu,
        ModelDescription model,
        PrecisionRecipe recipe,
        Parallelism parallelism,
        EngineSettings settings,
        double memoryFraction,
        Drafter? drafter)
    {
        ArgumentNullException.ThrowIfNull(gpu);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(settings);
        var step = StepShape.Prefill(1, Math.Min(settings.TokenBudget, model.MaxPositions));
        var trace = TraceBuilder.Build(model, step, recipe, parallelism);
        var memory = MemoryFootprint.Of(new InferenceRequest(model, step, recipe, parallelism), trace, gpu.Memory.VisibleBytes);
        var weights = memory.Weights + (drafter?.WeightBytes ?? 0);
        var taken = weights + memory.Activations + memory.Runtime;
        var left = settings.FractionOfFree ? memoryFraction * (memory.Capacity - taken) : (memoryFraction * memory.Capacity) - taken;
        var cache = KvCache.Of(model, recipe, parallelism);
        cache = drafter?.Join(cache) ?? cache;
        var layout = KvLayout.Of(cache, settings.BlockTokens);
        var blocks = (long)Math.Max(0, left / layout.BlockBytes);
        if (blocks < layout.Needed(1))
        {
            var (other, all) = ((memory.Activations + memory.Runtime) / 1e9, memoryFraction * memory.Capacity / 1e9);
            var parts = FormattableString.Invariant($"{weights / 1e9:0.#} GB of weights and {other:0.#} GB of activations and runtime in {all:0.#} GB");
            throw new InputException($"{model.Id} leaves no memory for a KV cache on {parallelism}: {parts}; raise tp", key: "tp");
        }

        return new KvBudget(cache, layout, blocks);
    }
}
