using Simulator.Measurement.Devices;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.References;

/// <summary>Compares a kernel's outputs with the double-precision reference.</summary>
public static class NumericalCheck
{
    /// <summary>Computes the reference and compares.</summary>
    /// <param name="inputs">The operands that the kernel had.</param>
    /// <param name="outputs">What it has computed.</param>
    /// <returns>A verdict per output, in the reference's order.</returns>
    /// <exception cref="ArgumentException">An output is missing or of another length.</exception>
    public static IReadOnlyList<NumericalVerdict> Compare(KernelInputs inputs, IReadOnlyList<KernelOutput> outputs) =>
        [.. OperatorReference.Compute(inputs).Select(reference => Compare(inputs, reference, outputs))];

    private static NumericalVerdict Compare(KernelInputs inputs, ReferenceOutput reference, IReadOnlyList<KernelOutput> outputs)
    {
        var output = outputs.FirstOrDefault(o => o.Name == reference.Name)
            ?? throw new ArgumentException($"{inputs.Operator.Op}: output '{reference.Name}' is missing", nameof(outputs));
        if (output.Values.Length != reference.Values.Length)
        {
            var lengths = $"{output.Values.Length} elements, not {reference.Values.Length}";
            throw new ArgumentException($"{inputs.Operator.Op}: output '{output.Name}' has {lengths}", nameof(outputs));
        }

        var unwritten = output.Values.LongCount(float.IsNaN);
        var error = inputs.Operator is SampleOperator op && reference.Name == "token"
            ? WrongTokens(op, inputs, output.Values)
            : RelativeError(output.Values, reference.Values);
        return new NumericalVerdict(reference.Name, error, NumericalTolerance.Of(inputs.Operator, reference.Name), unwritten);
    }

    private static double RelativeError(float[] values, double[] reference)
    {
        double difference = 0, norm = 0;
        for (var i = 0; i < reference.Length; i++)
        {
            difference += (values[i] - reference[i]) * (values[i] - reference[i]);
            norm += reference[i] * reference[i];
        }

        return norm > 0 ? Math.Sqrt(difference / norm) : Math.Sqrt(difference);
    }

    // A token is right where the random number lies in its share of the cumulated probability, give or take the rounding of the sums.
    private static double WrongTokens(SampleOperator op, KernelInputs inputs, float[] tokens)
    {
        double[] logits = Doubles.Of(inputs, "logits"), u = Doubles.Of(inputs, "u");
        var slack = NumericalTolerance.Of(op, "log_sum");
        var wrong = 0;
        for (var row = 0; row < op.Tokens; row++)
        {
            var weights = logits.AsSpan(row * op.Vocab, op.Vocab).ToArray().Select(Math.Exp).ToArray();
            var total = weights.Sum();
            var token = tokens[row];
            var valid = token >= 0 && token < op.Vocab && token == MathF.Floor(token);
            var before = valid ? weights.Take((int)token).Sum() / total : 0;
            if (!valid || u[row] < before - slack || u[row] > before + (weights[(int)token] / total) + slack)
                wrong++;
        }

        return (double)wrong / op.Tokens;
    }
}
