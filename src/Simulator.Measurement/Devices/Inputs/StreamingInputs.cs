using System.Collections.Immutable;
using Simulator.Hardware.Formats;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Devices.Inputs;

/// <summary>The operands of streaming operators.</summary>
internal static class StreamingInputs
{
    internal static InputBuilder? Of(StreamingOperator op) => op switch
    {
        NormOperator o => Norm(o),
        ActivationOperator o => new InputBuilder().Signed("x", o.Precision.Input, [o.Tokens, o.Gated ? 2 * o.Inter : o.Inter], magnitude: 4),
        RopeOperator o => Rope(o),
        QuantiseOperator o => new InputBuilder().Signed("x", o.Precision.Input, [o.Tokens, o.Hidden]),
        EmbeddingOperator o => new InputBuilder()
            .From("ids", NumberFormats.Fp32, [1, o.Tokens], (_, u) => MathF.Min(o.Vocab - 1, MathF.Floor(u * o.Vocab)))
            .Signed("table", o.Precision.Input, [o.Vocab, o.Hidden]),
        SampleOperator o => new InputBuilder()
            .Signed("logits", o.Precision.Input, [o.Tokens, o.Vocab], magnitude: 4)
            .Uniform("u", NumberFormats.Fp32, [1, o.Tokens], 0.001f, 0.999f),
        ElementwiseOperator o => Elementwise(o),
        CopyOperator o => new InputBuilder().Signed("x", o.Precision.Input, Vector(o.Elements)),
        TriadOperator o => new InputBuilder().Signed("x", o.Precision.Input, Vector(o.Elements)).Signed("z", o.Precision.Input, Vector(o.Elements)),
        ReductionOperator o => new InputBuilder().Uniform("x", o.Precision.Input, Vector(o.Elements), 0.0625f, 1),
        _ => null,
    };

    private static InputBuilder Norm(NormOperator o)
    {
        var inputs = new InputBuilder().Signed("x", o.Precision.Input, [o.Tokens, o.Hidden]);
        if (o.Residual)
            inputs.Signed("residual", o.Precision.Input, [o.Tokens, o.Hidden]);
        inputs.Signed("weight", o.Precision.Input, [1, o.Hidden]);
        return o.Layer ? inputs.Signed("bias", o.Precision.Input, [1, o.Hidden]) : inputs;
    }

    private static InputBuilder Rope(RopeOperator o)
    {
        var half = o.HeadDim / 2;
        return new InputBuilder()
            .Signed("q", o.Precision.Input, [o.Tokens, o.Heads, o.HeadDim])
            .Signed("k", o.Precision.Input, [o.Tokens, o.KvHeads, o.HeadDim])
            .From("angles", o.Precision.Input, [o.Tokens, o.HeadDim], (i, _) =>
            {
                var (token, at) = Math.DivRem(i, o.HeadDim);
                var angle = token * Math.Pow(10000, -2.0 * (at % Math.Max(1, half)) / o.HeadDim);
                return (float)(at < half ? Math.Cos(angle) : Math.Sin(angle));
            });
    }

    private static InputBuilder Elementwise(ElementwiseOperator o)
    {
        var inputs = new InputBuilder();
        for (var i = 0; i < o.Inputs; i++)
            inputs.Signed($"x{i}", o.Precision.Input, Vector(o.Elements));
        return inputs;
    }

    // Vectors too long for an array are refused before they are made.
    private static ImmutableArray<int> Vector(long elements) => [1, (int)Math.Min(elements, int.MaxValue)];
}
