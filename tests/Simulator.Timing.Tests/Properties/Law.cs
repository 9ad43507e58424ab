using FsCheck;
using FsCheck.Fluent;

namespace Simulator.Timing.Tests.Properties;

/// <summary>Checks a law on many random cases, always the same ones.</summary>
internal static class Law
{
    /// <summary>Relative rounding error that a comparison forgives.</summary>
    internal const double Rounding = 1e-9;

    internal static void Holds<T>(Gen<T> cases, Func<T, bool> law, int tests = 2000)
    {
        var factor = int.TryParse(Environment.GetEnvironmentVariable("LAW_FACTOR"), out var f) ? f : 1;
        var config = Config.QuickThrowOnFailure.WithMaxTest(tests * factor);
        if (factor == 1)
            config = config.WithReplay(20260101, 1);
        Check.One(config, Prop.ForAll(cases.ToArbitrary(), law));
    }

    internal static bool AtLeast(double larger, double smaller) => larger >= smaller * (1 - Rounding);
}
