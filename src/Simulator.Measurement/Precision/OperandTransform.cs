using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;

namespace Simulator.Measurement.Precision;

/// <summary>Changes both operands of a product so that they are easier to round and the product stays what it is.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Apply">Takes activations and weights, a row along k each, and gives new ones.</param>
public sealed record OperandTransform(string Name, Func<DenseMatrix, DenseMatrix, (DenseMatrix A, DenseMatrix B)> Apply)
{
    /// <summary>The names that the command line takes.</summary>
    public static ImmutableArray<string> Names { get; } = ["hadamard", "smooth"];

    /// <summary>Finds a transform.</summary>
    /// <param name="name">A name of <see cref="Names"/>.</param>
    /// <param name="alpha">For <c>smooth</c>.</param>
    /// <param name="seed">For <c>hadamard</c>.</param>
    /// <returns>The transform.</returns>
    /// <exception cref="InputException">There is none of that name.</exception>
    public static OperandTransform Parse(string name, double alpha, ulong seed) => name switch
    {
        "hadamard" => Hadamard(seed),
        "smooth" => Smooth(alpha),
        _ => throw new InputException($"unknown transform '{name}'; {NearestNames.Hint(name, Names)}"),
    };

    /// <summary>
    /// A random rotation along k: signs, then a Hadamard matrix over √n, in blocks of the largest power of two that divides k (QuaRot, Ashkboos and others
    /// 2024;
    /// Tseng and others 2024). Outliers are spread over their block.
    /// </summary>
    /// <param name="seed">The seed of the signs.</param>
    /// <returns>The transform.</returns>
    public static OperandTransform Hadamard(ulong seed) => new("hadamard", (a, b) =>
    {
        var rotation = new HadamardRotation(a.Columns, seed);
        return (rotation.Rotate(a), rotation.Rotate(b));
    });

    /// <summary>
    /// A factor per channel of k moved from activations to weights: s = max|A|^α / max|B|^(1−α), A/s and B·s (SmoothQuant, Xiao and others 2023, equation 4).
    /// </summary>
    /// <param name="alpha">How much of the difficulty moves to the weights, from 0 to 1; the paper's usual value is 0.5.</param>
    /// <returns>The transform.</returns>
    public static OperandTransform Smooth(double alpha) => new("smooth", (a, b) =>
    {
        float[] left = a.ColumnMaxima(), right = b.ColumnMaxima();
        var factors = left.Zip(right, (x, y) => x > 0 && y > 0 ? Math.Pow(x, alpha) / Math.Pow(y, 1 - alpha) : 1).ToArray();
        return (Scaled(a, c => 1 / factors[c]), Scaled(b, c => factors[c]));
    });

    private static DenseMatrix Scaled(DenseMatrix matrix, Func<int, double> factor)
    {
        var values = new float[matrix.Values.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(matrix.Values[i] * factor(i % matrix.Columns));
        return new DenseMatrix(matrix.Rows, matrix.Columns, values);
    }
}
