using Simulator.Timing.Estimates;
using Simulator.Timing.Gpus;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Streaming;

/// <summary>
/// Prices an operator that reads and writes each operand once: the longest of memory, L2, vector and special-function time, after a launch and the
/// latencies of its dependent loads and stores. Equations: docs/timing-model.md.
/// </summary>
/// <param name="rates">The GPU.</param>
public sealed class StreamingModel(GpuRates rates)
{
    /// <summary>Prices an operator.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(StreamingOperator op, PricingContext context)
    {
        double activations = op.ActivationReadBytes, parameters = op.ParameterReadBytes, written = op.WriteBytes;
        var warm = L2Residency.Private(rates, activations + written);
        var misses = context.L2 switch
        {
            L2State.Cold => activations + parameters + written,
            L2State.Warm => (activations + parameters + written) * (1 - L2Residency.Private(rates, activations + parameters + written)),
            _ => parameters + (activations + written) * (1 - warm),
        };
        return Price(rates, misses, activations + parameters + written, op.Flops, op.SpecialFunctions, 1);
    }

    /// <summary>Prices streaming work given its bytes and operations.</summary>
    /// <param name="rates">The GPU.</param>
    /// <param name="memoryBytes">Bytes that cross the memory interface.</param>
    /// <param name="l2Bytes">Bytes that cross the L2.</param>
    /// <param name="flops">Vector operations.</param>
    /// <param name="specials">Special functions.</param>
    /// <param name="kernels">Kernels launched.</param>
    /// <param name="latencies">Dependent memory latencies of a kernel; by default those of any streaming kernel.</param>
    /// <returns>The estimate.</returns>
    internal static KernelEstimate Price(
        GpuRates rates, double memoryBytes, double l2Bytes, double flops, double specials, int kernels, double? latencies = null)
    {
        var c = rates.Coefficients.Streaming;
        var sm = rates.Gpu.Sm;
        var latency = rates.Gpu.Memory.LatencySeconds;
        var resources = new ResourceTimes(
            Vector: flops / (2.0 * sm.Fp32Lanes * rates.Sms * rates.ClockHz),
            Sfu: specials / (sm.SfuPerClock * rates.Sms * rates.ClockHz),
            L2: l2Bytes / (rates.L2BytesPerSecond * c.L2Efficiency),
            Memory: memoryBytes / Math.Min(rates.MemoryBytesPerSecond * c.MemoryEfficiency, rates.Sms * c.BytesInFlight / latency),
            Latency: kernels * (rates.Gpu.Launch.GraphSeconds + (latencies ?? c.Latencies) * latency));
        var work = Math.Max(Math.Max(resources.Memory, resources.L2), Math.Max(resources.Vector, resources.Sfu));
        return new KernelEstimate(work + resources.Latency, resources, flops, memoryBytes, 0, default, kernels);
    }
}
