using System.Reflection;
using Simulator.Hardware.Descriptions;

namespace Simulator.Measurement.Fitting;

/// <summary>One number of the coefficients, as the optimiser sees it.</summary>
/// <param name="Path">Its path in the file, such as <c>gemm.split</c>.</param>
/// <param name="Field">Its dimension and range.</param>
/// <param name="Steps">The properties from the root to it.</param>
internal sealed record Coefficient(string Path, FieldAttribute Field, PropertyInfo[] Steps)
{
    private const double Margin = 1e-9;

    /// <summary>Whether the range is bounded above tightly, so that the logistic scale suits it.</summary>
    private bool IsFraction => Field.Maximum <= 2;

    /// <summary>The smallest value that the file may hold.</summary>
    private double Minimum => Field.Minimum == double.Epsilon ? 0 : Field.Minimum;

    /// <summary>From the file's value to an unbounded scale: logistic for fractions, logarithmic (above the minimum) for the rest.</summary>
    public double Encode(double value)
    {
        if (IsFraction)
        {
            var share = Math.Clamp((value - Minimum) / (Field.Maximum - Minimum), Margin, 1 - Margin);
            return Math.Log(share / (1 - share));
        }

        return Math.Log(Math.Max(value - Minimum, Margin * Math.Max(1, Math.Abs(value))));
    }

    /// <summary>From the unbounded scale to the file's value.</summary>
    public double Decode(double code) => IsFraction
        ? Minimum + ((Field.Maximum - Minimum) / (1 + Math.Exp(-code)))
        : Math.Min(Field.Maximum, Minimum + Math.Exp(Math.Min(code, 60)));

    /// <summary>The value in a set of coefficients.</summary>
    public double Get(object root) => (double)Steps.Aggregate(root, (o, step) => step.GetValue(o)!);

    /// <summary>Changes the value in a set of coefficients that belongs to the optimiser alone.</summary>
    public void Set(object root, double value) => Steps[^1].SetValue(Steps[..^1].Aggregate(root, (o, step) => step.GetValue(o)!), value);
}
