using Simulator.Hardware.Errors;
using Simulator.Workloads.Models;

namespace Simulator.Workloads.Traces;

/// <summary>The size of one step: of one data-parallel group where there are several.</summary>
/// <param name="Phase">The kind of step.</param>
/// <param name="Batch">Sequences, images or recordings, at least 1.</param>
/// <param name="NewTokens">Tokens (patches, positions) of each that the step computes: 1 in decode.</param>
/// <param name="Context">Tokens of each that are in the cache: the reused prefix in prefill, the whole cache in decode, 0 in encode.</param>
public sealed record StepShape(Phase Phase, int Batch, int NewTokens, int Context)
{
    private const int MostTokens = 2_000_000;

    /// <summary>Tokens that the step computes.</summary>
    public int Tokens => checked(Batch * NewTokens);

    /// <summary>A prefill.</summary>
    /// <param name="batch">Prompts.</param>
    /// <param name="sequence">New tokens per prompt.</param>
    /// <param name="prefix">Tokens per prompt that are in the cache already.</param>
    /// <returns>The step.</returns>
    public static StepShape Prefill(int batch, int sequence, int prefix = 0) => new(Phase.Prefill, batch, sequence, prefix);

    /// <summary>One decode step.</summary>
    /// <param name="batch">Sequences.</param>
    /// <param name="context">Tokens in the cache per sequence.</param>
    /// <returns>The step.</returns>
    public static StepShape Decode(int batch, int context) => new(Phase.Decode, batch, 1, context);

    /// <summary>One pass of an encoder.</summary>
    /// <param name="batch">Texts, images or recordings.</param>
    /// <param name="sequence">Tokens, patches (before merging) or positions (after the convolutions) of each.</param>
    /// <returns>The step.</returns>
    public static StepShape Encode(int batch, int sequence) => new(Phase.Encode, batch, sequence, 0);

    internal void CheckAgainst(ModelDescription model, int dataParallel)
    {
        if (!model.Phases.Contains(Phase))
            throw new InputException($"{model.Id} has no phase {Name(Phase)}; accepted: {string.Join(", ", model.Phases.Select(Name))}", key: "phase");
        AtLeast("batch", Batch, 1);
        AtLeast(Phase == Phase.Decode ? "context" : "sequence", Phase == Phase.Decode ? Context : NewTokens, 1);
        AtLeast("prefix", Context, 0);
        CheckTokens("batch", (long)Batch * NewTokens, MostTokens, "in one step");
        CheckTokens("prefix", (long)Batch * ((Phase == Phase.Prefill ? Context : 0) + (long)NewTokens), int.MaxValue, "with their prefixes");
        CheckTokens("dp", (long)Batch * NewTokens * dataParallel, int.MaxValue, "over all groups");
        var longest = model switch
        {
            { Audio: { } audio } when Phase == Phase.Encode => audio.Positions,
            { Vision: not null } when Phase == Phase.Encode => int.MaxValue,
            _ => model.MaxPositions,
        };
        var length = (long)Context + (Phase == Phase.Decode ? 0 : NewTokens);
        CheckTokens(Phase == Phase.Decode ? "context" : "sequence", length, longest, $"per sequence of {model.Id}");
    }

    private static void CheckTokens(string key, long tokens, long most, string where)
    {
        if (tokens > most)
            throw new InputException($"{tokens} tokens {where}; accepted: at most {most}", key: key);
    }

    private static string Name(Phase phase) => phase.ToString().ToLowerInvariant();

    private static void AtLeast(string key, int value, int minimum)
    {
        if (value < minimum)
            throw new InputException($"{value} is out of range; accepted: at least {minimum}", key: key);
    }
}
