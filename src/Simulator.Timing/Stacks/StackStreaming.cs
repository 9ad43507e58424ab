using Simulator.Timing.Estimates;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Stacks;

/// <summary>Operators of this project's kernels that read and write each operand once: vector loops over rows that lie in the nearest cache, and memory.</summary>
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
        // Loops over plain vectors pass once over their operands; rows are worked on in the nearest cache in several passes.
        var plain = op is CopyOperator or TriadOperator or ElementwiseOperator or ReductionOperator;
        var vector = op.Flops / (2 * rates.Lanes * (plain ? rates.C.DotEfficiency : rates.C.VectorEfficiency));
        // A gate is an exponential and a reciprocal; cores divide on their vector lanes.
        var specials = rates.IsProcessor && op is ActivationOperator ? op.SpecialFunctions / 2 : op.SpecialFunctions;
        var special = specials * rates.C.SoftmaxExponentials / rates.Device.Gpu.Sm.SfuPerClock;
        var converted = (Converts(op.Precision.Input.ElementBits, read) + Converts(op.Precision.Output.ElementBits, written)) * rates.C.PackCycles;
        var quantised = op.Precision.Output.ElementBits <= 8 ? written * rates.QuantiseCycles(op.Precision.Output) : 0;
        var bytes = op.ActivationReadBytes + op.ParameterReadBytes + op.WriteBytes;

        // What would not stay in the caches, loops over plain vectors write past them.
        var stored = plain ? 0 : op.WriteBytes;
        return rates.Estimate(
            (vector + special + converted + quantised) / rates.Device.Sms, bytes, stored, op.Flops,
            new ResourceTimes(Vector: (vector + converted + quantised) / rates.Throughput, Sfu: special / rates.Throughput), default, context,
            rates.IsProcessor && !plain);
    }

    private static double Converts(int bits, double elements) => bits < 32 ? elements : 0;
}
