namespace Simulator.Systems.Serving.Metrics;

/// <summary>What moved between the GPU and one tier of the prefix cache.</summary>
/// <param name="Name">The tier.</param>
/// <param name="Loads">Prompts that loaded a part of their prefix from it.</param>
/// <param name="HitTokens">Tokens of these parts.</param>
/// <param name="LoadedBytes">Their bytes, of one rank.</param>
/// <param name="LoadSeconds">Time from the beginning of each transfer to its end, summed.</param>
/// <param name="WrittenBytes">Bytes that the tier above gave up to it.</param>
public sealed record TierUse(string Name, long Loads, long HitTokens, double LoadedBytes, double LoadSeconds, double WrittenBytes)
{
    internal TierUse Plus(TierUse other) => new(
        Name,
        Loads + other.Loads,
        HitTokens + other.HitTokens,
        LoadedBytes + other.LoadedBytes,
        LoadSeconds + other.LoadSeconds,
        WrittenBytes + other.WrittenBytes);
}
