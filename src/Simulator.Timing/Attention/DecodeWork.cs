namespace Simulator.Timing.Attention;

/// <summary>A kernel's work in decode: units (sequence and key head, or tile of heads) that each walk over cached tokens and may be split.</summary>
/// <param name="Units">Units before splitting.</param>
/// <param name="Tokens">Tokens that a unit walks over.</param>
/// <param name="Start">Tokens of a unit whose time its fixed cycles hold already.</param>
/// <param name="LatencyCycles">Cycles of a lone unit beside those of its tokens.</param>
/// <param name="UnitCycles">Cycles of an SM per unit beside those of its tokens, with the units that run beside it.</param>
/// <param name="LoneTokenCycles">Cycles per token of a lone unit.</param>
/// <param name="TokenCycles">Cycles of an SM per token.</param>
/// <param name="UnitBlocks">Thread blocks of a unit where whole blocks fall to SMs, the busiest setting the time; 0 where splits even that out.</param>
internal readonly record struct DecodeWork(
    double Units, double Tokens, double Start, double LatencyCycles, double UnitCycles, double LoneTokenCycles, double TokenCycles, int UnitBlocks = 0)
{
    private const double SmallestShare = 64;

    /// <summary>The cycles that this work keeps the SMs for.</summary>
    /// <param name="split">Splits per unit.</param>
    /// <param name="sms">SMs.</param>
    /// <returns>The longer of a lone unit's cycles and the load of an SM.</returns>
    public double Cycles(int split, int sms)
    {
        var share = Math.Max(0, Math.Max(Math.Ceiling(Tokens / split), Math.Min(Tokens, SmallestShare)) - Start);
        var load = UnitBlocks > 0 ? Math.Ceiling(Units * split * UnitBlocks / sms) / UnitBlocks : Units * split / sms;
        return Math.Max(LatencyCycles + share * LoneTokenCycles, load * (UnitCycles + share * TokenCycles));
    }
}
