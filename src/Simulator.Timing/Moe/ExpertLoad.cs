namespace Simulator.Timing.Moe;

/// <summary>How the token slots of one rank fall on its experts.</summary>
/// <param name="Active">Experts that get at least one token (an expectation where routing is random).</param>
/// <param name="Slots">Token slots of the rank.</param>
/// <param name="Tokens">Tokens that have at least one slot on the rank.</param>
internal readonly record struct ExpertLoad(double Active, double Slots, double Tokens)
{
    /// <summary>Slots of an active expert on average.</summary>
    public double SlotsPerActive => Slots / Active;
}
