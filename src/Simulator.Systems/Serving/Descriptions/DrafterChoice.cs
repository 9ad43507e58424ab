using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Engines;
using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;

namespace Simulator.Systems.Serving.Descriptions;

/// <summary>What drafts tokens in a described engine.</summary>
internal static class DrafterChoice
{
    /// <summary>The drafter as described, else the model that is given for it, else the model's own layers where it has them.</summary>
    /// <returns>The drafter; null where nothing is drafted, or drafts are free.</returns>
    /// <exception cref="InputException">Keys contradict each other, or the drafter cannot be used.</exception>
    internal static Drafter? Of(
        ServingDescription described, ModelDescription model, PrecisionRecipe recipe, Parallelism parallelism, Func<string, ModelDescription> load)
    {
        var (drafter, draftModel) = (described.Drafter, described.DraftModel);
        if (described.SpeculativeTokens == 0)
        {
            return drafter is null && draftModel is null ? null
                : throw new InputException("drafts are asked for, but of no tokens; accepted: speculative_tokens of at least 1", key: "speculative_tokens");
        }

        switch (drafter ?? (draftModel is not null ? DrafterKind.DraftModel : model.Mtp is not null ? DrafterKind.Mtp : DrafterKind.Ngram))
        {
            case DrafterKind.DraftModel:
                var small = load(draftModel ?? throw new InputException("the model that drafts is missing; accepted: an id or a path", key: "draft_model"));
                var own = PrecisionRecipe.Parse(described.Precision, small);
                return Drafter.Of(small, described.Kv is { } kv ? own.WithKv(kv) : own, parallelism);
            case var kind when draftModel is not null:
                throw new InputException($"{EnumNames.Of(kind)} drafts without a model; accepted: drafter draft-model with draft_model", key: "draft_model");
            case DrafterKind.Mtp:
                return Drafter.Mtp(model, recipe, parallelism);
            default:
                return null;
        }
    }
}
