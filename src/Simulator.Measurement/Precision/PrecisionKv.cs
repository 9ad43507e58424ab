using Simulator.Measurement.Devices;

namespace Simulator.Measurement.Precision;

/// <summary>
/// What rounding the KV cache, and where asked the attention itself, does to the output of one decoding token's attention, against double precision. One
/// head of
/// keys and values with several query heads; contexts are prefixes of the longest one. Not for concurrent use.
/// </summary>
/// <remarks>
/// Values made up: v standard normal; k standard normal with a mean of its own per channel (standard deviation 1) and one channel in 32 eight times as
/// large, as
/// KIVI (Liu and others 2024) and KVQuant (Hooper and others 2024) see fixed large channels in keys and none in values; the means, means' share and factor are
/// estimates. Queries are normal, scaled so that the scores of all tokens have the standard deviation asked for.
/// </remarks>
public sealed class PrecisionKv
{
    private const int KeyOperand = 10;
    private const int ValueOperand = 11;
    private const int QueryOperand = 12;
    private const int MeanOperand = 13;
    private const int ChannelsPerOutlier = 32;
    private const float OutlierFactor = 8;

    private readonly DenseMatrix keys;
    private readonly DenseMatrix values;
    private readonly DenseMatrix queries;
    private readonly Dictionary<int, double[]> references = [];

    /// <summary>Draws keys, values and queries.</summary>
    /// <param name="context">The longest context, in tokens.</param>
    /// <param name="width">Elements of a head.</param>
    /// <param name="heads">Query heads that share the keys.</param>
    /// <param name="spread">The standard deviation of the scores q·k/√width over tokens; above 0.</param>
    /// <param name="seed">The seed.</param>
    public PrecisionKv(int context, int width, int heads, double spread, ulong seed)
    {
        keys = ValueDistribution.Draw(ValueDistribution.Normal, context, width, seed, KeyOperand);
        values = ValueDistribution.Draw(ValueDistribution.Normal, context, width, seed, ValueOperand);
        queries = ValueDistribution.Draw(ValueDistribution.Normal, heads, width, seed, QueryOperand);
        var means = ValueDistribution.Draw(ValueDistribution.Normal, 1, width, seed, MeanOperand).Values;
        for (var i = 0; i < keys.Values.Length; i++)
        {
            var channel = i % width;
            keys.Values[i] = (keys.Values[i] + means[channel]) * (channel % ChannelsPerOutlier == 0 ? OutlierFactor : 1);
        }

        for (var head = 0; head < heads; head++)
            Spread(queries.Row(head), width, spread);
    }

    /// <summary>The error of the attention's output over the first tokens.</summary>
    /// <param name="context">Tokens, at most as many as were drawn.</param>
    /// <param name="cache">The cache's format.</param>
    /// <param name="scaling">Which elements share a scale.</param>
    /// <param name="compute">The format to which queries and probabilities are rounded, a scale per row; null to leave them.</param>
    /// <returns>The error over all query heads.</returns>
    public QuantisationError Error(int context, QuantisationFormat cache, KvScaling scaling, QuantisationFormat? compute = null)
    {
        DenseMatrix k = keys.First(context), v = values.First(context), q = queries;
        var quantiser = new Quantiser();
        if (!references.TryGetValue(context, out var reference))
            references[context] = reference = Attend(q, k, v, null);
        var roundedKeys = new DenseMatrix(context, k.Columns, quantiser.Quantise(k, cache, scaling.Keys).Values());
        var roundedValues = new DenseMatrix(context, v.Columns, quantiser.Quantise(v, cache, scaling.Values).Values());
        if (compute is not null)
            q = new DenseMatrix(q.Rows, q.Columns, quantiser.Quantise(q, compute, ScaleLayout.PerRow).Values());
        return QuantisationError.Of(reference, Attend(q, roundedKeys, roundedValues, compute));
    }

    private static double[] Attend(DenseMatrix q, DenseMatrix k, DenseMatrix v, QuantisationFormat? compute)
    {
        var width = q.Columns;
        var scores = QuantisedProduct.Exact(k, q);
        var output = new double[q.Rows * width];
        Parallel.For(0, q.Rows, head =>
        {
            var weights = new float[k.Rows];
            var largest = double.NegativeInfinity;
            for (var t = 0; t < k.Rows; t++)
                largest = Math.Max(largest, scores[(t * q.Rows) + head]);
            double total = 0;
            for (var t = 0; t < k.Rows; t++)
            {
                weights[t] = (float)Math.Exp((scores[(t * q.Rows) + head] - largest) / Math.Sqrt(width));
                total += weights[t];
            }

            // Kernels sum the unrounded probabilities and round them for the second product (FlashAttention-3, Shah and others 2024).
            if (compute is not null)
                weights = new Quantiser().Quantise(new DenseMatrix(1, k.Rows, weights), compute, ScaleLayout.PerRow).Values();
            var sum = output.AsSpan(head * width, width);
            for (var t = 0; t < k.Rows; t++)
            {
                var row = v.Row(t);
                var weight = weights[t] / total;
                for (var d = 0; d < width; d++)
                    sum[d] += weight * row[d];
            }
        });
        return output;
    }

    // The mean score does not matter to the softmax: only its spread over tokens does.
    private void Spread(Span<float> query, int width, double spread)
    {
        double sum = 0, squares = 0;
        for (var t = 0; t < keys.Rows; t++)
        {
            double score = 0;
            for (var d = 0; d < width; d++)
                score += (double)query[d] * keys.Row(t)[d];
            sum += score;
            squares += score * score;
        }

        var variance = (squares / keys.Rows) - (sum / keys.Rows * (sum / keys.Rows));
        var factor = (float)(variance > 0 ? spread * Math.Sqrt(width) / Math.Sqrt(variance) : 1);
        foreach (ref var value in query)
            value *= factor;
    }
}
