using FsCheck;
using FsCheck.Fluent;
using Simulator.Timing.Estimates;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Tests.Cases;

/// <summary>The circumstances of an operator.</summary>
internal static class Contexts
{
    /// <summary>
    /// Any circumstances. Those of an engine's benchmark are left out for matrix products where <paramref name="monotone"/> is asked for: such a benchmark
    /// rotates a whole number of weight copies through the L2, so that its times really rise and fall as the weights grow.
    /// </summary>
    internal static Gen<PricingContext> For(Operator op, bool monotone = false) => op is GemmOperator && monotone
        ? Gen.Elements(PricingContext.Cold, PricingContext.Warm, PricingContext.Step)
        : Gen.Elements(PricingContext.Cold, PricingContext.Warm, PricingContext.Step, PricingContext.Benchmark);
}
