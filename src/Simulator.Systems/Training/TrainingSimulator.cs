using System.Collections.Immutable;
using Simulator.Hardware.Errors;
using Simulator.Systems.Training.Memory;
using Simulator.Systems.Training.Schedules;
using Simulator.Timing;
using Simulator.Timing.Calibration;
using Simulator.Workloads.Operators;

namespace Simulator.Systems.Training;

/// <summary>
/// Simulates a training step: prices the layers' passes, runs the pipeline's schedule over them, and adds what stands at the ends of the step: the exchange of
/// gradients and weights, and the optimizer. Equations: docs/training.md.
/// </summary>
public static class TrainingSimulator
{
    /// <summary>Simulates a step.</summary>
    /// <param name="request">The step.</param>
    /// <param name="coefficients">The coefficients.</param>
    /// <returns>The result; whether it fits into memory is in <see cref="TrainingResult.Memory"/>.</returns>
    /// <exception cref="InputException">The step cannot be divided so.</exception>
    public static TrainingResult Simulate(TrainingRequest request, TimingCoefficients coefficients) =>
        Simulate(request, new TimingModel(request.System, coefficients), new LayerCostCache());

    internal static TrainingResult Simulate(TrainingRequest request, TimingModel model, LayerCostCache cache)
    {
        var step = Prepare(request, model, cache);
        return StepAssembly.Assemble(step, model);
    }

    /// <summary>Prices and schedules a step without putting its result together.</summary>
    internal static ScheduledStep Prepare(TrainingRequest request, TimingModel model, LayerCostCache cache)
    {
        request.Check();
        var pricing = new LayerPricing(model, request.Framework);
        var parts = new PartPricing(request, pricing, cache).Price();
        var work = Work(request, parts, pricing);
        var pipeline = PipelineSimulator.Run(work, request.Schedule);
        return new ScheduledStep(request, pricing, parts, work, pipeline, MemoryPlan.Fullest(request, parts, pipeline), StepEnds.Of(request, pricing, parts));
    }

    private static PipelineWork Work(TrainingRequest request, ImmutableArray<PartCost> parts, LayerPricing pricing)
    {
        var p = request.Parallelism;
        var send = 0.0;
        if (p.Pp > 1)
        {
            // Each tensor-parallel rank sends its share of the residual stream (Narayanan et al., 2021, section 4.1).
            var bytes = (double)request.MicroBatch * request.Sequence / p.Cp / p.Tp * request.Model.Hidden * 2;
            var nodes = p.Ranks > request.System.ScaleUp.Gpus ? 2 : 1;
            send = pricing.Seconds(new CollectiveOperator(CollectiveKind.SendRecv, Hardware.Formats.NumberFormats.Bf16, 2, bytes, nodes));
        }

        return new PipelineWork(
            p.Pp, [.. parts.Select(c => c.ForwardSeconds)], [.. parts.Select(c => c.BackwardSeconds)], [.. parts.Select(c => c.WeightSeconds)],
            [.. parts.Select(c => c.KeptBytes)], send, request.MicroBatches);
    }
}
