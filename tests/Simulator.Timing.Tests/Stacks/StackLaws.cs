using FsCheck;
using FsCheck.Fluent;
using Simulator.Hardware.Gpus;
using Simulator.Timing.Estimates;
using Simulator.Timing.Tests.Cases;
using Simulator.Timing.Tests.Properties;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Tests.Stacks;

/// <summary>The laws of predictions, for the kernels of this project: on processors, and through ILGPU on GPUs.</summary>
public sealed class StackLaws
{
    private static readonly Machine Processor =
        new(new GpuCatalog(RepositoryPaths.Configs).Load(Path.Combine(RepositoryPaths.Reference, "processor", "processor.yaml")), "");

    private static readonly Machine[] Gpus = [.. new[] { "a100-sxm", "h100-sxm", "l40s", "rtx-pro-6000" }.Select(Machine.Load)];

    private static Gen<(Machine Machine, StackKind Stack)> Machines =>
        from processor in Gen.Elements(true, false)
        from gpu in Gen.Elements(Gpus)
        from cores in Gen.Elements(1, 2, 7, 64)
        let machine = Processor with { Gpu = Processor.Gpu with { Sm = Processor.Gpu.Sm with { Count = cores } } }
        select processor ? (machine, StackKind.Managed) : (gpu, StackKind.Ilgpu);

    private static Gen<Operator> Priced => Gen.OneOf(
        Operators.Gemm, Operators.Prefill, Operators.Decode, Operators.Encoder, Operators.Cross, Operators.Moe, Operators.Mamba, Operators.Streaming);

    [Fact]
    public void A_prediction_is_finite_and_positive() => Law.Holds(
        from machine in Machines
        from op in Priced
        from context in Contexts.For(op)
        select (machine.Machine, op, Context: context with { Stack = machine.Stack }),
        c =>
        {
            var e = c.Machine.Model.Estimate(c.op, c.Context);
            return double.IsFinite(e.Seconds) && e.Seconds > 0 && double.IsFinite(e.MemoryBytes) && e.MemoryBytes >= 0;
        });

    [Fact]
    public void With_a_cold_cache_nothing_is_faster_than_the_memory_roofline() => Law.Holds(
        from machine in Machines
        from op in Priced
        select (machine.Machine, op, Context: PricingContext.Cold with { Stack = machine.Stack }),
        c =>
        {
            var e = c.Machine.Model.Estimate(c.op, c.Context);
            return Law.AtLeast(e.Seconds, e.RooflineSeconds);
        });

    [Fact]
    public void More_work_of_experts_and_recurrent_layers_is_never_faster() => Law.Holds(
        from machine in Machines
        from op in Gen.OneOf(Operators.Moe, Operators.Mamba)
        from grown in Growth.Of(op)
        from context in Gen.Elements(PricingContext.Cold, PricingContext.Warm, PricingContext.Step)
        select (machine.Machine, op, grown, Context: context with { Stack = machine.Stack }),
        c => Law.AtLeast(c.Machine.Model.Estimate(c.grown, c.Context).Seconds, c.Machine.Model.Estimate(c.op, c.Context).Seconds));
}
