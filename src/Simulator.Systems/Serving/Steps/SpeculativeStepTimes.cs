namespace Simulator.Systems.Serving.Steps;

/// <summary>
/// Adds a drafter to the steps of a model: it passes over the prompts too, so that its own cache has them, and then drafts one token after the other.
/// </summary>
/// <param name="target">The model, which verifies the drafts.</param>
/// <param name="drafter">The model that drafts.</param>
/// <param name="followsTarget">
/// Whether the first of its passes takes all tokens that the model verified, since it goes on from the model's hidden states (multi-token prediction); a
/// model of its own takes its last token.
/// </param>
/// <param name="projection">Seconds beside the drafter's layers, by tokens of a pass; null for none.</param>
public sealed class SpeculativeStepTimes(IStepTimes target, IStepTimes drafter, bool followsTarget, Func<int, double>? projection = null) : IStepTimes
{
    private readonly Dictionary<int, double> projections = [];

    /// <inheritdoc/>
    public double Kernels => target.Kernels + drafter.Kernels;

    /// <inheritdoc/>
    public double Seconds(in StepLoad load)
    {
        // Padding is of the model's own graph.
        var first = load with { Padding = 0, Drafts = followsTarget ? load.Drafts : 0 };
        var seconds = target.Seconds(load) + Drafting(first);
        return load.DecodeBatch > 0 && load.Drafts > 1
            ? seconds + ((load.Drafts - 1) * Drafting(new StepLoad(0, 0, 0, load.DecodeBatch, load.DecodeContext)))
            : seconds;
    }

    private double Drafting(in StepLoad load) => drafter.Seconds(load) + Projection(load.Tokens);

    private double Projection(int tokens)
    {
        if (projection is null)
        {
            return 0;
        }

        return projections.TryGetValue(tokens, out var seconds) ? seconds : projections[tokens] = projection(tokens);
    }
}
