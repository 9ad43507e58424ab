namespace Simulator.Hardware.Tests.Silicon;

/// <summary>Gauss and Newton's method for few parameters.</summary>
internal static class LeastSquares
{
    private const int Rounds = 12;
    private const double Step = 1e-5;

    /// <summary>Minimises the sum of squared residuals.</summary>
    public static double[] Fit(double[] start, Func<double[], double[]> residuals)
    {
        var x = (double[])start.Clone();
        for (var round = 0; round < Rounds; round++)
        {
            var r = residuals(x);
            var columns = Enumerable.Range(0, x.Length).Select(j =>
            {
                var moved = (double[])x.Clone();
                moved[j] += Step;
                return residuals(moved).Zip(r, (a, b) => (a - b) / Step).ToArray();
            }).ToArray();
            var normal = columns.Select(a => columns.Select(b => Dot(a, b)).Append(-Dot(a, r)).ToArray()).ToArray();
            var change = Solve(normal);
            for (var j = 0; j < x.Length; j++)
            {
                x[j] += change[j];
            }
        }

        return x;
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (u, v) => u * v).Sum();

    // Gaussian elimination; normal equations with a prior on every parameter are positive definite and need no pivoting.
    private static double[] Solve(double[][] rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            for (var k = 0; k < rows.Length; k++)
            {
                if (k == i)
                {
                    continue;
                }

                var factor = rows[k][i] / rows[i][i];
                for (var j = i; j <= rows.Length; j++)
                {
                    rows[k][j] -= factor * rows[i][j];
                }
            }
        }

        return [.. rows.Select((row, i) => row[^1] / row[i])];
    }
}
