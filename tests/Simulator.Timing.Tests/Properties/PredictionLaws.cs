using FsCheck;
using FsCheck.Fluent;
using Simulator.Timing.Estimates;
using Simulator.Timing.Rooflines;
using Simulator.Timing.Tests.Cases;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Tests.Properties;

/// <summary>Laws that every prediction obeys, whatever the operator, its precision and the GPU.</summary>
public sealed class PredictionLaws
{
    private static Gen<(Machine Machine, Operator Op)> Cases =>
        from machine in Machines.Any
        from op in Operators.Any
        select (machine, op);

    [Fact]
    public void A_prediction_is_finite_and_positive() => Law.Holds(
        from c in Cases
        from context in Contexts.For(c.Op)
        select (c.Machine, c.Op, context),
        c =>
        {
            var e = c.Machine.Model.Estimate(c.Op, c.context);
            return double.IsFinite(e.Seconds) && e.Seconds > 0 && double.IsFinite(e.MemoryBytes) && e.MemoryBytes >= 0 && e.RooflineSeconds >= 0;
        });

    [Fact]
    public void With_a_cold_cache_nothing_is_faster_than_the_memory_roofline() => Law.Holds(Cases, c =>
    {
        var e = c.Machine.Model.Estimate(c.Op, PricingContext.Cold);
        return Law.AtLeast(e.Seconds, e.RooflineSeconds);
    });

    [Fact]
    public void With_a_warm_cache_nothing_is_faster_than_the_cache_roofline() => Law.Holds(
        from c in Cases
        where c.Op is not CollectiveOperator
        select c,
        c =>
        {
            var model = c.Machine.Model;
            var cache = CompulsoryTraffic.Bytes(c.Op) / model.Rates.L2BytesPerSecond;
            return Law.AtLeast(model.Estimate(c.Op, PricingContext.Warm).Seconds, cache);
        });

    [Fact]
    public void More_work_is_never_faster() => Law.Holds(
        from c in Cases
        from grown in Growth.Of(c.Op)
        from context in Contexts.For(c.Op, monotone: true)
        select (c.Machine, c.Op, grown, context),
        c =>
        {
            var model = c.Machine.Model;
            return Law.AtLeast(model.Estimate(c.grown, c.context).Seconds, model.Estimate(c.Op, c.context).Seconds);
        },
        6000);

    [Fact]
    public void More_of_a_resource_is_never_slower() => Law.Holds(
        from c in Cases
        from resource in Machines.AnyResource
        from factor in Machines.Growth
        from context in Contexts.For(c.Op, monotone: true)
        select (c.Machine, c.Op, resource, factor, context),
        c => Law.AtLeast(
            c.Machine.Model.Estimate(c.Op, c.context).Seconds,
            c.Machine.With(c.resource, c.factor).Model.Estimate(c.Op, c.context).Seconds),
        6000);
}
