using System.Collections.Immutable;
using Simulator.Hardware.Formats;
using Simulator.Hardware.Technology;
using Simulator.Timing;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;

namespace Simulator.Measurement.Precision;

/// <summary>Joins the error of attention over a rounded cache with the cache's memory and the time of decoding.</summary>
/// <param name="experiment">Keys, values and queries.</param>
/// <param name="op">One layer's attention over the longest context, in bf16.</param>
/// <param name="compute">The format of queries and probabilities; null for bf16 products, whose rounding is left out.</param>
/// <param name="models">The GPUs.</param>
/// <param name="technology">What energy is worked out from; null for none.</param>
public sealed class PrecisionKvStudy(
    PrecisionKv experiment, AttentionDecodeOperator op, QuantisationFormat? compute, ImmutableArray<TimingModel> models, TechnologyDescription? technology)
{
    /// <summary>The rows of a context and a format: each way to scale, on each GPU.</summary>
    /// <param name="context">Tokens, at most those of the longest context.</param>
    /// <param name="cache">The cache's format.</param>
    /// <param name="scalings">The ways to scale, for formats without blocks.</param>
    /// <returns>The rows.</returns>
    public IEnumerable<PrecisionKvRow> Rows(int context, QuantisationFormat cache, ImmutableArray<KvScaling> scalings)
    {
        var products = compute?.Storage ?? NumberFormats.Bf16;
        var baseline = op with { Kv = context };
        var rounded = baseline with { Precision = new AttentionPrecision(products, cache.Storage) };
        KernelPrice?[] prices = models.IsEmpty ? [null] : [.. models.Select(m => KernelPrice.Of(m, technology, rounded, baseline, products))];
        foreach (var scaling in KvScaling.Of(cache, scalings))
        {
            var error = experiment.Error(context, cache, scaling, compute);
            var bytes = (double)op.Batch * op.KvHeads * context * scaling.BytesPerToken(cache, context, op.HeadDim);
            foreach (var price in prices)
                yield return new PrecisionKvRow(context, cache, scaling, error, bytes, price);
        }
    }
}
