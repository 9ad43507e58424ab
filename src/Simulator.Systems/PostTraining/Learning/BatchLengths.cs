namespace Simulator.Systems.PostTraining.Learning;

/// <summary>What a learner has to know of the lengths of a batch's sequences, prompts and answers together.</summary>
/// <param name="Sequences">Sequences.</param>
/// <param name="Tokens">Their tokens, summed.</param>
/// <param name="Squares">The squares of their lengths, summed: what attention's work goes with.</param>
/// <param name="Longest">The longest, in tokens.</param>
public readonly record struct BatchLengths(int Sequences, double Tokens, double Squares, double Longest)
{
    /// <summary>
    /// The length ΣL² / ΣL of sequences that are all alike and have the same tokens and the same pairs of attention as these.
    /// </summary>
    public double Typical => Squares / Tokens;

    /// <summary>Adds a sequence.</summary>
    /// <param name="tokens">Its tokens.</param>
    /// <returns>The lengths with it.</returns>
    public BatchLengths With(double tokens) => new(Sequences + 1, Tokens + tokens, Squares + (tokens * tokens), Math.Max(Longest, tokens));
}
