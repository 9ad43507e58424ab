using System.Collections.Immutable;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Technology;
using Simulator.Systems.Training.Energy;
using Simulator.Systems.Training.Memory;
using Simulator.Systems.Training.Schedules;
using Simulator.Timing;
using Simulator.Timing.Calibration;
using Simulator.Timing.Energy;
using Simulator.Workloads.Operators;

namespace Simulator.Systems.Training;

/// <summary>
/// Simulates a training step: prices the layers' passes, runs the pipeline's schedule over them, and adds what stands at the ends of the step: the exchange of
/// gradients and weights, and the optimizer. Equations: docs/training.md.
/// </summary>
public static class TrainingSimulator
{
    /// <summary>Rounds of microbatches through a pipeline after which a search takes its pace as steady.</summary>
    private const int SteadyRounds = 6;

    /// <summary>Simulates a step.</summary>
    /// <param name="request">The step.</param>
    /// <param name="coefficients">The coefficients.</param>
    /// <param name="technology">What energy is worked out from; null for times alone.</param>
    /// <returns>The result; whether it fits into memory is in <see cref="TrainingResult.Memory"/>.</returns>
    /// <exception cref="InputException">The step cannot be divided so.</exception>
    public static TrainingResult Simulate(TrainingRequest request, TimingCoefficients coefficients, TechnologyDescription? technology = null)
    {
        var model = new TimingModel(request.System, coefficients);
        var step = Schedule(request, model, new LayerCostCache());
        var result = StepAssembly.Assemble(step, model);
        return technology is not null && EnergyModel.Knows(request.System.Gpu, technology)
            ? result with { Energy = StepEnergies.Of(step, model, new EnergyModel(model.Rates, technology)) }
            : result;
    }

    internal static TrainingResult Simulate(TrainingRequest request, TimingModel model, LayerCostCache cache) =>
        StepAssembly.Assemble(Schedule(request, model, cache), model);

    /// <summary>
    /// Prices and schedules a step without putting its result together. Of very many microbatches some rounds through the pipeline are scheduled, and the others
    /// follow at the busiest stage's pace, as they do once all stages are at work.
    /// </summary>
    /// <returns>
    /// The step, null where it does not fit with a single microbatch on each stage, so that no schedule can help; and whether it would without activations.
    /// </returns>
    internal static (ScheduledStep? Step, bool FitsWithoutActivations) ScheduleIfSmall(TrainingRequest request, TimingModel model, LayerCostCache cache)
    {
        var parts = Parts(request, model, cache);
        var least = MemoryPlan.Least(request, parts);
        var step = least.Fits ? Schedule(request, new LayerPricing(model, request.Framework), parts, SteadyRounds * request.Parallelism.Pp) : null;
        return (step, least.Total - least.Activations <= least.Capacity);
    }

    private static ImmutableArray<PartCost> Parts(TrainingRequest request, TimingModel model, LayerCostCache cache)
    {
        request.Check();
        return new PartPricing(request, new LayerPricing(model, request.Framework), cache).Price();
    }

    private static ScheduledStep Schedule(TrainingRequest request, TimingModel model, LayerCostCache cache) =>
        Schedule(request, new LayerPricing(model, request.Framework), Parts(request, model, cache));

    private static ScheduledStep Schedule(TrainingRequest request, LayerPricing pricing, ImmutableArray<PartCost> parts, int most = int.MaxValue)
    {
        var work = Work(request, parts, pricing);
        var scheduled = work with { MicroBatches = Math.Min(most, work.MicroBatches) };
        var pipeline = PipelineSimulator.Run(scheduled, request.Schedule);
        if (scheduled.MicroBatches < work.MicroBatches)
        {
            var pace = Enumerable.Range(0, work.Stages).Max(work.Busy) / work.MicroBatches;
            pipeline = pipeline with { Seconds = pipeline.Seconds + ((work.MicroBatches - scheduled.MicroBatches) * pace) };
        }

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
