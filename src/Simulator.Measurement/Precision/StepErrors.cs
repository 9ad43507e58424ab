using Simulator.Workloads.Operators;
using Simulator.Workloads.Traces;

namespace Simulator.Measurement.Precision;

/// <summary>
/// The rounding errors of a whole step: the root mean square of its operators' relative errors, each weighted by its FLOPs. It is the error of the typical
/// multiply-add, as if every product met unrounded inputs: it ranks recipes of one model. It does not grow with depth, knows no norms and residuals, and
/// says nothing of a model's answers. Thread-safe.
/// </summary>
/// <param name="assumptions">The operands.</param>
public sealed class StepErrors(ErrorAssumptions assumptions)
{
    /// <summary>The errors of matrix products.</summary>
    public ProductErrors Products { get; } = new(assumptions);

    /// <summary>The errors of attention over caches.</summary>
    public CacheErrors Caches { get; } = new(assumptions);

    /// <summary>
    /// √(Σ F·e² / Σ F) over the step's matrix products with weights: dense ones, those of experts and the language-model head; F their FLOPs, e their
    /// relative errors.
    /// </summary>
    /// <param name="trace">The step, of one GPU.</param>
    /// <returns>The relative error; 0 where there is no such product.</returns>
    public double OfProducts(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var mean = new Weighted();
        foreach (var row in trace.Rows)
        {
            var flops = row.Repeat * row.Operator.Flops;
            switch (row.Operator)
            {
                case GemmOperator gemm:
                    mean.Add(flops, Products.Of(gemm.Precision, gemm.K).RelativeError);
                    break;
                case MoeOperator moe:
                    // The last matrix of an expert sums over its hidden layer, those before it over the input.
                    mean.Add(flops * (moe.Matrices - 1) / moe.Matrices, Products.Of(moe.Precision, moe.Hidden).RelativeError);
                    mean.Add(flops / moe.Matrices, Products.Of(moe.Precision, Math.Max(1, moe.Inter / moe.Tp)).RelativeError);
                    break;
            }
        }

        return mean.Root;
    }

    /// <summary>
    /// √(Σ F·e² / Σ F) over the step's attentions: e of the output over the rounded cache. A compressed cache (MLA) is taken as one head as wide as the
    /// latent, which is an estimate; attention without a cache has no error here.
    /// </summary>
    /// <param name="trace">The step, of one GPU.</param>
    /// <returns>The relative error; 0 where nothing is cached.</returns>
    public double OfCaches(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var mean = new Weighted();
        foreach (var row in trace.Rows)
        {
            var error = row.Operator switch
            {
                AttentionDecodeOperator o => Caches.Of(o.Precision, o.VisibleTokens, o.HeadDim, o.Heads / o.KvHeads),
                AttentionPrefillOperator o => Caches.Of(o.Precision, Visible(o.Prefix + o.Seq, o.Window), o.HeadDim, o.Heads / o.KvHeads),
                AttentionCrossOperator o => Caches.Of(o.Precision, o.Kv, o.HeadDim, 1),
                MlaDecodeOperator o => Caches.Of(o.Precision, o.Kv, o.Dimensions.KvLora, o.Heads),
                MlaPrefillOperator o => Caches.Of(o.Precision, o.Prefix + o.Seq, o.Dimensions.KvLora, o.Heads),
                _ => (double?)null,
            };
            if (error is { } e)
            {
                mean.Add(row.Repeat * row.Operator.Flops, e);
            }
        }

        return mean.Root;
    }

    private static int Visible(int tokens, int window) => window > 0 ? Math.Min(tokens, window) : tokens;

    private struct Weighted
    {
        private double weight;
        private double squares;

        public readonly double Root => weight > 0 ? Math.Sqrt(squares / weight) : 0;

        public void Add(double flops, double error)
        {
            weight += flops;
            squares += flops * error * error;
        }
    }
}
