namespace Simulator.Systems.Serving.Metrics;

/// <summary>Preemptions by swap.</summary>
/// <param name="Out">Sequences that went to the host.</param>
/// <param name="In">Sequences that came back.</param>
/// <param name="Bytes">Bytes both ways, of one rank.</param>
public readonly record struct SwapUse(long Out, long In, double Bytes)
{
    internal SwapUse Plus(SwapUse other) => new(Out + other.Out, In + other.In, Bytes + other.Bytes);
}
