using Simulator.Hardware.Formats;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Devices.Inputs;

/// <summary>The operands of the kernels of a Mamba-2 layer.</summary>
internal static class RecurrentInputs
{
    internal static InputBuilder Of(Mamba2Operator o) => o.Stage switch
    {
        RecurrentStage.ConvPrefill => new InputBuilder()
            .Signed("x", o.Format, [o.Batch, o.Seq, o.ConvChannels])
            .Signed("weight", o.Format, [o.ConvChannels, o.DConv]),
        RecurrentStage.ConvDecode => new InputBuilder()
            .Signed("x", o.Format, [o.Batch, o.ConvChannels])
            .Signed("window", o.Format, [o.Batch, o.ConvChannels, o.DConv])
            .Signed("weight", o.Format, [o.ConvChannels, o.DConv]),
        RecurrentStage.ScanPrefill => Scan(o, o.Batch, o.Seq),
        _ => Scan(o, o.Batch).Signed("state", o.StateFormat, [o.Batch, o.Heads, o.HeadDim, o.DState]),
    };

    // dt·decay lies in (-0.2, -0.002): a head forgets over 5 to 500 tokens.
    private static InputBuilder Scan(Mamba2Operator o, params int[] rows) => new InputBuilder()
        .Signed("x", o.Format, [.. rows, o.Heads, o.HeadDim])
        .Uniform("dt", NumberFormats.Fp32, [.. rows, o.Heads], 0.01f, 0.1f)
        .Uniform("decay", NumberFormats.Fp32, [1, o.Heads], -2, -0.2f)
        .Signed("b", o.Format, [.. rows, o.Groups, o.DState])
        .Signed("c", o.Format, [.. rows, o.Groups, o.DState])
        .Signed("skip", NumberFormats.Fp32, [1, o.Heads]);
}
