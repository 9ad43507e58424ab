using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Inference;

/// <summary>One inference step of a model: what is asked of <see cref="StepSimulator"/>.</summary>
/// <param name="Model">The model.</param>
/// <param name="Step">The phase and sizes; its batch is that of one data-parallel group.</param>
/// <param name="Recipe">The precisions.</param>
/// <param name="Parallelism">How ranks divide the model.</param>
public sealed record InferenceRequest(ModelDescription Model, StepShape Step, PrecisionRecipe Recipe, Parallelism Parallelism)
{
    /// <summary>Sequences that all data-parallel groups compute in one step.</summary>
    public int GlobalBatch => Step.Batch * Parallelism.Dp;

    /// <summary>Tokens that all data-parallel groups compute in one step.</summary>
    public double GlobalTokens => (double)Step.Batch * Step.NewTokens * Parallelism.Dp;

    /// <summary>The operators of one rank.</summary>
    /// <returns>The trace.</returns>
    /// <exception cref="Hardware.Errors.InputException">The model has no such phase, or cannot be divided so.</exception>
    public Trace BuildTrace() => TraceBuilder.Build(Model, Step, Recipe, Parallelism);
}
