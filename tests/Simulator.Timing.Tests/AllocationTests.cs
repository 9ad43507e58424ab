using FsCheck.Fluent;
using Simulator.Timing.Estimates;
using Simulator.Timing.Tests.Cases;

namespace Simulator.Timing.Tests;

public sealed class AllocationTests
{
    [Fact]
    public void Pricing_allocates_nothing()
    {
        var model = Machine.Load("h100-sxm").Model;
        var operators = Operators.Any.Sample(400, 50).ToArray();
        foreach (var op in operators)
        {
            model.Estimate(op, PricingContext.Step);
            var before = GC.GetAllocatedBytesForCurrentThread();
            model.Estimate(op, PricingContext.Step);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated == 0, $"{op}: {allocated} bytes");
        }
    }
}
