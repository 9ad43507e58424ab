using FsCheck;
using FsCheck.Fluent;

namespace Simulator.Timing.Tests.Cases;

/// <summary>Sizes spread evenly over orders of magnitude, with the round numbers that models use well represented.</summary>
internal static class Sizes
{
    internal static Gen<int> Between(int low, int high) =>
        from x in Gen.Choose(0, 100_000)
        from round in Gen.Elements(false, true)
        let size = low * Math.Pow((double)high / low, x / 100_000.0)
        select Math.Clamp(round ? 1 << (int)Math.Round(Math.Log2(size)) : (int)Math.Round(size), low, high);
}
