using Simulator.Timing.Estimates;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Stacks;

/// <summary>
/// Operators of this project's kernels that read and write each operand once: rows are widened into the nearest cache, gone through there in vector loops, and
/// narrowed; plain vectors pass once.
/// </summary>
/// <param name="rates">The stack on the device.</param>
internal sealed class StackStreaming(StackRates rates)
{
    /// <summary>Prices an operator.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(StreamingOperator op, PricingContext context)
    {
        double read = op.ActivationReadBytes / op.Precision.Input.BytesPerElement, written = op.WriteBytes / op.Precision.Output.BytesPerElement;
        var bytes = op.ActivationReadBytes + op.ParameterReadBytes + op.WriteBytes;
        var plain = op is CopyOperator or TriadOperator or ElementwiseOperator or ReductionOperator;
        if (op is SampleOperator && rates.IsProcessor)
        {
            // Logits are widened once.
            read /= 2;
        }

        // Cores divide on their vector lanes: a gate is one exponential there, an exponential and a reciprocal elsewhere.
        var specials = rates.IsProcessor && op is ActivationOperator ? op.SpecialFunctions / 2 : op.SpecialFunctions;
        var special = specials * rates.C.SoftmaxExponentials / rates.Device.Gpu.Sm.SfuPerClock;
        var vector = plain
            ? op.Flops / (2 * rates.Lanes * rates.C.DotEfficiency)
            : rates.VectorCycles(Accesses(op, written)) + Rows(op, read, written);
        var rounded = op.Precision.Output.ElementBits <= 8 ? written * rates.QuantiseCycles(op.Precision.Output) : 0;
        var converted = Converted(op, read, written, plain) * rates.C.PackCycles;
        return rates.Estimate(
            (vector + special + converted + rounded) / rates.Device.Sms, bytes, op.WriteBytes, op.Flops,
            new ResourceTimes(Vector: (vector + converted + rounded) / rates.Throughput, Sfu: special / rates.Throughput), default, context,
            turns: rates.IsProcessor && !plain, bypass: plain);
    }

    /// <summary>
    /// Elements that a loop widens or narrows: rows are brought into scratch memory whatever their format, plain vectors and copied rows are not.
    /// </summary>
    private static double Converted(StreamingOperator op, double read, double written, bool plain) => plain
        ? (op.Precision.Input.ElementBits < 32 ? read : 0) + (op.Precision.Output.ElementBits < 32 ? written : 0)
        : op is EmbeddingOperator ? (op.Precision.Input == op.Precision.Output ? 0 : 2 * written) : read + written;

    /// <summary>Elements that the loops between reading and writing load and store.</summary>
    private static double Accesses(StreamingOperator op, double written) => op switch
    {
        // Squares; the scaled row with its weights. The mean, the bias. The residual added.
        NormOperator o => (double)o.Tokens * o.Hidden * ((o.Layer ? 6 : 4) + (o.Residual ? 3 : 0)),
        ActivationOperator o => written * (o.Gated ? 3 : 2),

        // Both halves of a head, their cosines and sines are loaded for each half of the result.
        RopeOperator => written * 5,

        // The largest, the exponentials, and the sums up to the drawn token: half of them.
        SampleOperator o => (double)o.Tokens * o.Vocab * 3.5,
        _ => 0,
    };

    private double Rows(StreamingOperator op, double read, double written)
    {
        double width = op switch
        {
            NormOperator o => o.Hidden,
            ActivationOperator o => o.Inter,
            RopeOperator o => o.HeadDim,
            QuantiseOperator o => o.Hidden,
            SampleOperator o => o.Vocab,
            EmbeddingOperator o => o.Hidden,
            _ => double.PositiveInfinity,
        };

        // What a row is worked on in: itself, and what every row is multiplied by.
        var floats = op is NormOperator n ? width * (n.Layer ? 3 : n.Residual ? 3 : 2) : op is ActivationOperator { Gated: true } ? 2 * width : width;
        var passes = op is NormOperator or ActivationOperator or SampleOperator ? written + read : 0;
        return ((read + written) / width * rates.C.RowCycles) + rates.SpillCycles(passes, floats);
    }
}
