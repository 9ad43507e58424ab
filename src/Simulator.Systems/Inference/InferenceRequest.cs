using Simulator.Workloads.Models;
using Simulator.Workloads.Operators;
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

    /// <summary>
    /// How uneven tokens choose experts: the exponent s ≥ 0 of a Zipf law (expert i drawn in proportion to i⁻ˢ); 0 is even. The busiest rank is priced.
    /// </summary>
    public double RoutingSkew { get; init; }

    /// <summary>The operators of one rank.</summary>
    /// <returns>The trace.</returns>
    /// <exception cref="Hardware.Errors.InputException">The model has no such phase, or cannot be divided so.</exception>
    public Trace BuildTrace()
    {
        var trace = TraceBuilder.Build(Model, Step, Recipe, Parallelism);
        return RoutingSkew == 0
            ? trace
            : new Trace([.. trace.Rows.Select(r => r.Operator is MoeOperator moe ? r with { Operator = moe with { Skew = RoutingSkew } } : r)]);
    }
}
