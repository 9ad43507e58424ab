using Simulator.Hardware.Errors;
using Simulator.Measurement.Precision;
using Simulator.Systems.Inference;
using Simulator.Systems.Memory;
using Simulator.Workloads.Traces;

namespace Simulator.Exploration.Evaluation;

/// <summary>What a workload asks of a GPU, whatever the GPU: worked out once for all designs that ask for the same.</summary>
/// <param name="Request">The step; null where it is impossible.</param>
/// <param name="Trace">Its operators; null where it is impossible.</param>
/// <param name="Footprint">The memory that one GPU needs; its capacity is that of no GPU.</param>
/// <param name="Refusal">Why the step is impossible; null where it is not.</param>
internal sealed record StepPlan(InferenceRequest? Request, Trace? Trace, MemoryFootprint? Footprint, string? Refusal)
{
    private double? products;
    private double? caches;

    /// <summary>The relative error of the step's matrix products, worked out when first asked for. A plan belongs to one thread.</summary>
    /// <param name="errors">Measures it.</param>
    public double ErrorOfProducts(StepErrors errors) => products ??= errors.OfProducts(Trace!);

    /// <summary>The relative error of the step's attention over its rounded cache, worked out when first asked for.</summary>
    /// <param name="errors">Measures it.</param>
    public double ErrorOfCaches(StepErrors errors) => caches ??= errors.OfCaches(Trace!);

    /// <summary>Works out a step.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="models">Finds models.</param>
    /// <param name="nodeSize">GPUs of one scale-up domain.</param>
    /// <returns>The plan, with a refusal where the workload cannot be divided so or does not fit its model.</returns>
    public static StepPlan Of(WorkloadDescription workload, ModelSource models, int nodeSize)
    {
        try
        {
            var request = workload.ToRequest(models.Load, nodeSize);
            var trace = request.BuildTrace();
            return new StepPlan(request, trace, MemoryFootprint.Of(request, trace, 0), null);
        }
        catch (InputException refusal)
        {
            return new StepPlan(null, null, null, refusal.Message);
        }
    }
}
