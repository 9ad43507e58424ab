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
        Price();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Price();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Price()
        {
            foreach (var op in operators)
                model.Estimate(op, PricingContext.Step);
        }
    }
}
