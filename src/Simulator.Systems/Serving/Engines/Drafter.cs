using System.Collections.Immutable;
using Simulator.Hardware.Errors;
using Simulator.Systems.Inference;
using Simulator.Systems.Serving.Steps;
using Simulator.Timing.Estimates;
using Simulator.Workloads.Memory;
using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;

namespace Simulator.Systems.Serving.Engines;

/// <summary>A model that drafts tokens on the same GPUs as the one that verifies them: what it takes of memory and time.</summary>
public sealed class Drafter
{
    private readonly ModelDescription model;
    private readonly PrecisionRecipe recipe;
    private readonly Parallelism parallelism;
    private readonly bool followsTarget;

    private Drafter(ModelDescription model, PrecisionRecipe recipe, Parallelism parallelism, bool followsTarget, double weightBytes, KvCache cache)
    {
        (this.model, this.recipe, this.parallelism, this.followsTarget) = (model, recipe, parallelism, followsTarget);
        (WeightBytes, Cache) = (weightBytes, cache);
    }

    /// <summary>Bytes of its weights on one rank, without those that it shares with the model.</summary>
    public double WeightBytes { get; }

    /// <summary>What a sequence keeps for it on one rank.</summary>
    public KvCache Cache { get; }

    /// <summary>
    /// A model's own multi-token prediction (DeepSeek-V3 technical report, section 2.2): a layer behind a projection of hidden state and embedding, run
    /// once for each draft; embedding and head are the model's own.
    /// </summary>
    /// <param name="target">The model.</param>
    /// <param name="recipe">The precisions.</param>
    /// <param name="parallelism">How ranks divide it.</param>
    /// <returns>The drafter.</returns>
    /// <exception cref="InputException">The model has no such layers.</exception>
    public static Drafter Mtp(ModelDescription target, PrecisionRecipe recipe, Parallelism parallelism)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(recipe);
        if (target.Mtp is not { } mtp)
        {
            throw new InputException($"{target.Id} has no multi-token prediction; accepted: draft-model, ngram", key: "drafter");
        }

        var one = target with { Layers = mtp.Layers, Mtp = null, Vision = null, Audio = null };
        var all = one with { Layers = [.. Enumerable.Repeat(mtp.Layers, mtp.Modules).SelectMany(l => l)] };
        var own = WeightFootprint.PerRank(all, recipe, parallelism).ByComponent
            .Where(c => c.Key is not (WeightComponent.Embedding or WeightComponent.LmHead)).Sum(c => c.Value);
        var projection = mtp.Modules * 2.0 * target.Hidden * target.Hidden * recipe.Precision(WeightComponent.Attention).WeightBytes;
        return new Drafter(one, recipe, parallelism, true, own + projection, KvCache.Of(all, recipe, parallelism));
    }

    /// <summary>A smaller model, divided as the one that verifies.</summary>
    /// <param name="model">The model; a decoder.</param>
    /// <param name="recipe">The precisions.</param>
    /// <param name="parallelism">How ranks divide it.</param>
    /// <returns>The drafter.</returns>
    /// <exception cref="InputException">The model does not decode, or cannot be divided so.</exception>
    public static Drafter Of(ModelDescription model, PrecisionRecipe recipe, Parallelism parallelism)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(parallelism);
        if (!model.Phases.Contains(Phase.Decode))
        {
            throw new InputException($"{model.Id} does not generate tokens; accepted: a decoder", key: "draft_model");
        }

        parallelism.Against(model);
        return new Drafter(
            model, recipe, parallelism, false, WeightFootprint.PerRank(model, recipe, parallelism).Bytes, KvCache.Of(model, recipe, parallelism));
    }

    /// <summary>Both caches of a sequence together.</summary>
    /// <param name="target">What a sequence keeps for the model.</param>
    /// <returns>The cache.</returns>
    public KvCache Join(KvCache target)
    {
        ArgumentNullException.ThrowIfNull(target);
        ImmutableArray<WindowedCache> windows = [.. target.Windows.Concat(Cache.Windows)];
        return new KvCache(
            target.BytesPerToken + Cache.BytesPerToken, windows, target.StateBytes + Cache.StateBytes, target.CrossBytes + Cache.CrossBytes);
    }

    /// <summary>The steps of a model with this drafter beside it.</summary>
    /// <param name="target">The steps of the model.</param>
    /// <param name="simulator">Prices the drafter's operators.</param>
    /// <returns>The steps.</returns>
    internal IStepTimes Beside(IStepTimes target, StepSimulator simulator)
    {
        var own = new StepTimes(simulator, model, recipe, parallelism);
        return new SpeculativeStepTimes(target, own, followsTarget, followsTarget ? Projection : null);

        double Projection(int tokens)
        {
            var joined = new GemmOperator(recipe.Precision(WeightComponent.Attention), tokens, model.Hidden, 2 * model.Hidden);
            return simulator.Model.Estimate(joined, PricingContext.Step).Seconds;
        }
    }
}
