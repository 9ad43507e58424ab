using Simulator.Systems.Training;

namespace Simulator.Systems.PostTraining.Learning;

/// <summary>
/// Puts sequences of uneven lengths into microbatches of alike ones with the same tokens and, up to rounding, the same pairs of attention: sequences of
/// <see cref="BatchLengths.Typical"/> tokens. Ranks are taken to be loaded alike, as frameworks balance them.
/// </summary>
internal static class Packing
{
    /// <summary>A step over a part of a batch.</summary>
    /// <param name="settings">The learner.</param>
    /// <param name="batch">The batch.</param>
    /// <returns>The training step of one of its minibatches.</returns>
    internal static TrainingRequest Step(LearnerSettings settings, in BatchLengths batch)
    {
        var (template, p) = (settings.Template, settings.Template.Parallelism);
        var tokens = batch.Tokens / settings.MiniBatches / p.Dp;
        var micros = Math.Max(1, (int)Math.Ceiling((tokens / settings.MicroTokens) - 1e-9));
        var each = tokens / micros;
        var sequences = Math.Max(1, (int)Math.Round(each / batch.Typical));
        if (each / sequences > settings.LongestTokens)
            sequences++;
        return Of(settings, sequences, micros, each / sequences);
    }

    /// <summary>The step that fills a microbatch with sequences of the longest kind: what needs most memory.</summary>
    internal static TrainingRequest Fullest(LearnerSettings settings)
    {
        var sequences = Math.Max(1, settings.MicroTokens / settings.LongestTokens);
        return Of(settings, sequences, settings.Template.Parallelism.Pp, (double)Math.Max(settings.MicroTokens, settings.LongestTokens) / sequences);
    }

    // Ranks of a sequence need equal shares of it.
    private static TrainingRequest Of(LearnerSettings settings, int sequences, int micros, double tokens)
    {
        var (template, p) = (settings.Template, settings.Template.Parallelism);
        var multiple = p.Tp * p.Cp;
        var length = Math.Max(1, (int)Math.Ceiling((tokens / multiple) - 1e-9)) * multiple;
        return template with
        {
            // A packed sequence may be rounded up beyond what the model takes by a few tokens of padding.
            Model = length > template.Model.MaxPositions ? template.Model with { MaxPositions = length } : template.Model,
            MicroBatch = sequences,
            Sequence = length,
            GlobalBatch = checked(sequences * micros * p.Dp),
        };
    }
}
