using Simulator.Measurement.Devices;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.References;

/// <summary>Routed experts, token by token.</summary>
internal static class ExpertReference
{
    internal static IReadOnlyList<ReferenceOutput> Moe(MoeOperator op, KernelInputs inputs)
    {
        double[] x = Doubles.Of(inputs, "x"), up = Doubles.Of(inputs, "up"), down = Doubles.Of(inputs, "down");
        var logits = inputs["logits"].Values();
        int local = inputs["up"].Dimensions[0], innerWidth = inputs["up"].Dimensions[1], inter = inputs["down"].Columns;
        var y = new double[(long)op.Tokens * op.Hidden];
        Parallel.For(0, op.Tokens, token =>
        {
            var chosen = Enumerable.Range(0, op.Experts).OrderByDescending(e => logits[(token * op.Experts) + e]).ThenBy(e => e).Take(op.TopK).ToList();
            var weights = chosen.ConvertAll(e => Math.Exp(logits[(token * op.Experts) + e] - (double)logits[(token * op.Experts) + chosen[0]]));
            var total = weights.Sum();
            for (var i = 0; i < chosen.Count; i++)
            {
                var expert = chosen[i];
                if (expert >= local)
                    continue;
                var inner = Rows(up, (long)expert * innerWidth, innerWidth, op.Hidden, x.AsSpan(token * op.Hidden, op.Hidden));
                var activated = new double[inter];
                for (var j = 0; j < inter; j++)
                    activated[j] = Doubles.Silu(inner[j]) * (op.Matrices == 3 ? inner[inter + j] : 1);
                var result = Rows(down, (long)expert * op.Hidden, op.Hidden, inter, activated);
                for (var h = 0; h < op.Hidden; h++)
                    y[((long)token * op.Hidden) + h] += weights[i] / total * result[h];
            }
        });
        return [new ReferenceOutput("y", y)];
    }

    private static double[] Rows(double[] matrix, long firstRow, int rows, int columns, ReadOnlySpan<double> vector)
    {
        var result = new double[rows];
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
                result[r] += matrix[((firstRow + r) * columns) + c] * vector[c];
        }

        return result;
    }
}
