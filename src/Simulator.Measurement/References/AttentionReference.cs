using Simulator.Measurement.Devices;

namespace Simulator.Measurement.References;

/// <summary>Attention: a softmax over the scores of all visible tokens, then the weighted mean of their values.</summary>
internal static class AttentionReference
{
    /// <summary>Computes attention.</summary>
    /// <param name="inputs">q, k and v.</param>
    /// <param name="group">Query heads per key head.</param>
    /// <param name="visible">The first and last token that a token sees; below 0 counts as 0.</param>
    /// <param name="offset">The token of query 0.</param>
    internal static IReadOnlyList<ReferenceOutput> Attend(KernelInputs inputs, int group, Func<int, (int First, int Last)> visible, int offset)
    {
        double[] q = Doubles.Of(inputs, "q"), k = Doubles.Of(inputs, "k"), v = Doubles.Of(inputs, "v");
        int heads = inputs["q"].Dimensions[1], queries = inputs["q"].Dimensions[2], width = inputs["q"].Columns, tokens = inputs["k"].Dimensions[2];
        int kvHeads = heads / group;
        var o = new double[q.Length];
        Parallel.For(0, q.Length / width, row =>
        {
            int head = row / queries % heads, sequence = row / queries / heads;
            var cache = ((long)(sequence * kvHeads) + (head / group)) * tokens * width;
            var (first, last) = visible(offset + (row % queries));
            first = Math.Max(0, first);
            var scores = new double[last - first + 1];
            for (var t = 0; t < scores.Length; t++)
            {
                for (var d = 0; d < width; d++)
                    scores[t] += q[((long)row * width) + d] * k[cache + ((long)(first + t) * width) + d] / Math.Sqrt(width);
            }

            var largest = scores.Max();
            var total = scores.Sum(s => Math.Exp(s - largest));
            for (var t = 0; t < scores.Length; t++)
            {
                for (var d = 0; d < width; d++)
                    o[((long)row * width) + d] += Math.Exp(scores[t] - largest) / total * v[cache + ((long)(first + t) * width) + d];
            }
        });
        return [new ReferenceOutput("o", o)];
    }
}
