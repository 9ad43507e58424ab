namespace Simulator.Exploration.Expressions;

/// <summary>What a person probably meant where two units do not fit.</summary>
internal static class UnitHint
{
    /// <summary>A clause that begins with a semicolon; empty where there is nothing to say.</summary>
    internal static string For(UnitSignature left, UnitSignature right)
    {
        if (WithoutCycles(left) == WithoutCycles(right))
            return "; a clock in Hz counts cycles per second: multiply it by 1 clk";
        return left.IsPure != right.IsPure
            ? $"; accepted: equal units (a number with a unit, such as 2 {(left.IsPure ? right : left)})"
            : "; accepted: equal units";
    }

    private static UnitSignature WithoutCycles(UnitSignature unit)
    {
        var bare = UnitSignature.Pure;
        foreach (var part in Enum.GetValues<BaseUnit>())
        {
            if (part != BaseUnit.Cycle)
                bare = bare.Times(UnitSignature.Of(part).ToPower(unit.Exponent(part)));
        }

        return bare;
    }
}
