using Simulator.Measurement.Devices;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.References;

/// <summary>Streaming operators.</summary>
internal static class StreamingReference
{
    internal static IReadOnlyList<ReferenceOutput> Norm(NormOperator op, KernelInputs inputs)
    {
        double[] x = Doubles.Of(inputs, "x"), weight = Doubles.Of(inputs, "weight"), y = new double[x.Length];
        if (op.Residual)
            x = [.. x.Zip(Doubles.Of(inputs, "residual"), (a, b) => a + b)];
        var bias = op.Layer ? Doubles.Of(inputs, "bias") : new double[op.Hidden];
        for (var row = 0; row < op.Tokens; row++)
        {
            var values = x.AsSpan(row * op.Hidden, op.Hidden).ToArray();
            var mean = op.Layer ? values.Average() : 0;
            var deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)) + 1e-5);
            for (var i = 0; i < op.Hidden; i++)
                y[(row * op.Hidden) + i] = ((values[i] - mean) / deviation * weight[i]) + bias[i];
        }

        return op.Residual ? [new ReferenceOutput("y", y), new ReferenceOutput("sum", x)] : [new ReferenceOutput("y", y)];
    }

    internal static IReadOnlyList<ReferenceOutput> Activation(ActivationOperator op, KernelInputs inputs)
    {
        var x = Doubles.Of(inputs, "x");
        var width = inputs["x"].Columns;
        var y = new double[(long)op.Tokens * op.Inter];
        for (var i = 0; i < y.Length; i++)
        {
            var at = ((long)(i / op.Inter) * width) + (i % op.Inter);
            y[i] = Doubles.Silu(x[at]) * (op.Gated ? x[at + op.Inter] : 1);
        }

        return [new ReferenceOutput("y", y)];
    }

    internal static IReadOnlyList<ReferenceOutput> Rope(RopeOperator op, KernelInputs inputs)
    {
        var angles = Doubles.Of(inputs, "angles");
        return [Rotate("q", op.Heads), Rotate("k", op.KvHeads)];

        ReferenceOutput Rotate(string name, int heads)
        {
            double[] x = Doubles.Of(inputs, name), y = [.. x];
            var half = op.HeadDim / 2;
            for (var row = 0; row < op.Tokens * heads; row++)
            {
                for (var i = 0; i < half; i++)
                {
                    long low = ((long)row * op.HeadDim) + i, angle = ((long)(row / heads) * op.HeadDim) + i;
                    y[low] = (x[low] * angles[angle]) - (x[low + half] * angles[angle + half]);
                    y[low + half] = (x[low + half] * angles[angle]) + (x[low] * angles[angle + half]);
                }
            }

            return new ReferenceOutput(name, y);
        }
    }

    internal static IReadOnlyList<ReferenceOutput> Embedding(EmbeddingOperator op, KernelInputs inputs)
    {
        var table = Doubles.Of(inputs, "table");
        return [new ReferenceOutput("y", [.. inputs["ids"].Values().SelectMany(id => table.Skip((int)id * op.Hidden).Take(op.Hidden))])];
    }

    internal static IReadOnlyList<ReferenceOutput> Sample(SampleOperator op, KernelInputs inputs)
    {
        double[] logits = Doubles.Of(inputs, "logits"), u = Doubles.Of(inputs, "u"), token = new double[op.Tokens], logSum = new double[op.Tokens];
        for (var row = 0; row < op.Tokens; row++)
        {
            var values = logits.AsSpan(row * op.Vocab, op.Vocab).ToArray();
            logSum[row] = Math.Log(values.Sum(Math.Exp));
            double cumulated = 0;
            token[row] = op.Vocab - 1;
            for (var i = 0; i < op.Vocab; i++)
            {
                cumulated += Math.Exp(values[i] - logSum[row]);
                if (cumulated <= u[row])
                    continue;
                token[row] = i;
                break;
            }
        }

        return [new ReferenceOutput("token", token), new ReferenceOutput("log_sum", logSum)];
    }

    internal static IReadOnlyList<ReferenceOutput> Sum(ElementwiseOperator op, KernelInputs inputs)
    {
        var sum = new double[op.Elements];
        foreach (var tensor in inputs.Tensors)
        {
            var values = tensor.Values();
            for (var i = 0; i < sum.Length; i++)
                sum[i] += values[i];
        }

        return [new ReferenceOutput("y", sum)];
    }

    internal static IReadOnlyList<ReferenceOutput> Triad(KernelInputs inputs) =>
        [new ReferenceOutput("y", [.. Doubles.Of(inputs, "x").Zip(Doubles.Of(inputs, "z"), (x, z) => x + (3 * z))])];
}
