using System.Collections.Immutable;
using Simulator.Systems.Training.Memory;
using Simulator.Systems.Training.Schedules;

namespace Simulator.Systems.Training;

/// <summary>A step that is priced and scheduled.</summary>
internal sealed record ScheduledStep(
    TrainingRequest Request, LayerPricing Pricing, ImmutableArray<PartCost> Parts, PipelineWork Work, PipelineResult Pipeline, TrainingMemory Memory,
        StepEnds Ends)
{
    /// <summary>Nodes of the step's GPUs.</summary>
    internal double Nodes => Math.Max(1, (double)Request.Parallelism.Ranks / Request.System.ScaleUp.Gpus);

    /// <summary>The step without stragglers.</summary>
    internal double Undisturbed => Pipeline.Seconds + Ends.ExchangeExposed + Ends.Optimizer;

    /// <summary>The step.</summary>
    internal double Seconds => Undisturbed * (1 + Straggling);

    /// <summary>Relative time lost to the slowest node.</summary>
    internal double Straggling => Pricing.Straggling * Math.Log2(Nodes);
}
