using Simulator.Hardware.Formats;
using Simulator.Timing.Attention;
using Simulator.Timing.Calibration;
using Simulator.Timing.Estimates;
using Simulator.Timing.Gpus;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Recurrent;

/// <summary>
/// Prices the kernels of recurrent layers (Mamba-2, gated delta networks): the causal convolution, the chunked scan of a prompt and the state update of
/// one token. Equations: docs/timing-model.md.
/// </summary>
/// <param name="rates">The GPU.</param>
public sealed class RecurrentModel(GpuRates rates)
{
    private const int ConvolutionChunk = 512;
    private const int ScanKernels = 5;
    private readonly RecurrentCoefficients c = rates.Coefficients.Recurrent;

    /// <summary>Prices a kernel of a Mamba-2 layer.</summary>
    /// <param name="op">The kernel.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(Mamba2Operator op, PricingContext context)
    {
        double tokens = (double)op.Batch * op.Seq, element = op.Format.ElementBytes;
        switch (op.Stage)
        {
            case RecurrentStage.ConvPrefill:
                return ConvolutionPrefill(op.Batch, op.Seq, op.ConvChannels, element, op.Flops, context);
            case RecurrentStage.ConvDecode:
                return ConvolutionDecode(op.Batch, op.ConvChannels, op.DConv, element, op.Flops, context);
            default:
                double inner = (double)op.Heads * op.HeadDim, groups = 2.0 * op.Groups * op.DState;
                var activations = tokens * (2 * inner + groups + op.Heads) * element;
                var state = op.Batch * op.StateElements * op.StateFormat.BytesPerElement;
                return op.Stage == RecurrentStage.ScanPrefill
                    ? Scan(activations, state, op.Batch * Math.Ceiling((double)op.Seq / op.Chunk) * op.StateElements, op.Flops, tokens * op.Heads, context)
                    : Update(activations, state, op.Flops, tokens * op.Heads, context);
        }
    }

    /// <summary>Prices a kernel of a gated delta network layer.</summary>
    /// <param name="op">The kernel.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(DeltaNetOperator op, PricingContext context)
    {
        double tokens = (double)op.Batch * op.Seq, element = op.Format.ElementBytes;
        switch (op.Stage)
        {
            case RecurrentStage.ConvPrefill:
                return ConvolutionPrefill(op.Batch, op.Seq, op.ConvChannels, element, op.Flops, context);
            case RecurrentStage.ConvDecode:
                return ConvolutionDecode(op.Batch, op.ConvChannels, op.DConv, element, op.Flops, context);
            default:
                var activations = tokens * (2.0 * op.KeyHeads * op.KeyDim + 2.0 * op.ValueHeads * op.ValueDim + 2.0 * op.ValueHeads) * element;
                var state = op.Batch * op.StateElements * op.StateFormat.BytesPerElement;
                return op.Stage == RecurrentStage.ScanPrefill
                    ? Scan(activations, state, op.Batch * Math.Ceiling((double)op.Seq / op.Chunk) * op.StateElements, op.Flops, tokens * op.ValueHeads, context)
                    : Update(activations, state, op.Flops, tokens * op.ValueHeads, context);
        }
    }

    /// <summary>A thread block convolves up to 512 tokens of one channel of one sequence; the loads of a block are not coalesced across channels.</summary>
    private KernelEstimate ConvolutionPrefill(double batch, double seq, double channels, double element, double flops, PricingContext context)
    {
        var blocks = batch * channels * Math.Ceiling(seq / ConvolutionChunk);
        var cycles = c.BlockCycles + (seq % 8 != 0 ? c.UnalignedCycles : 0);
        var vector = blocks * cycles / (rates.Sms * rates.ClockHz);
        var bytes = batch * channels * seq * 2 * element;
        var miss = context.L2 == L2State.Cold ? 1 : 1 - L2Residency.Private(rates, bytes);
        var memory = bytes * miss / (rates.MemoryBytesPerSecond * c.MemoryEfficiency);
        return Convolution(vector, memory, bytes, bytes * miss, flops, context);
    }

    /// <summary>The window is shifted in place, so that it is moved twice but takes its place in the L2 once, beside the input and the output.</summary>
    private KernelEstimate ConvolutionDecode(double batch, double channels, double taps, double element, double flops, PricingContext context)
    {
        var vector = batch * channels * c.DecodeCycles / (rates.Sms * rates.ClockHz);
        var bytes = batch * channels * taps * element * c.DecodeAccesses;
        var miss = context.L2 == L2State.Warm ? CyclicResidency.Misses(rates, batch * channels * (taps + 2) * element) : 1;
        return Convolution(vector, bytes * miss / (rates.MemoryBytesPerSecond * c.MemoryEfficiency), bytes, bytes * miss, flops, context, c.DecodeOverlapExponent);
    }

    private KernelEstimate Convolution(
        double vector, double memory, double bytes, double missed, double flops, PricingContext context, double overlap = double.PositiveInfinity)
    {
        var latency = context.GraphLaunch
            ? c.ConvolutionSeconds
            : rates.Gpu.Launch.GraphSeconds + rates.Coefficients.Streaming.Latencies * rates.Gpu.Memory.LatencySeconds;
        var l2 = bytes / (rates.L2BytesPerSecond * rates.Coefficients.Streaming.L2Efficiency);
        var longer = Math.Max(memory, l2);
        var work = double.IsFinite(overlap) ? Norm.Join(vector, longer, overlap) : Math.Max(vector, longer);
        var resources = new ResourceTimes(Vector: vector, L2: l2, Memory: memory, Latency: latency);
        return new KernelEstimate(
            latency + work, resources, flops, missed, 0, default, 1);
    }

    /// <summary>Chunk states are written by one kernel, passed from chunk to chunk by another and read by a third, in fp32.</summary>
    private KernelEstimate Scan(double activations, double state, double chunkStates, double flops, double specials, PricingContext context)
    {
        var passed = 4 * chunkStates * NumberFormats.Fp32.ElementBytes;
        var streamed = 2 * activations + passed;
        var miss = context.L2 == L2State.Cold ? 1 : 1 - L2Residency.Private(rates, streamed);
        var streaming = Streaming.StreamingModel.Price(rates, streamed * miss + state, streamed + state, 0, specials, ScanKernels);
        var fma = rates.MatrixFmaPerClock(NumberFormats.Bf16);
        var tensor = flops / (2 * fma * c.ScanTensorEfficiency * rates.Sms * rates.TensorHz);
        var work = Math.Max(tensor, streaming.Seconds - streaming.Resources.Latency);
        return streaming with
        {
            Seconds = work + streaming.Resources.Latency,
            Resources = streaming.Resources with { Tensor = tensor },
            Flops = flops,
        };
    }

    private KernelEstimate Update(double activations, double state, double flops, double specials, PricingContext context)
    {
        var warm = context.L2 == L2State.Warm ? L2Residency.Private(rates, 2 * state) : 0;
        var near = context.L2 == L2State.Cold ? activations : 0;
        return Streaming.StreamingModel.Price(rates, 2 * state * (1 - warm) + near, 2 * state + activations, flops, specials, 1);
    }
}
