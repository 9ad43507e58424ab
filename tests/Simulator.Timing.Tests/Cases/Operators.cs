using FsCheck;
using FsCheck.Fluent;
using Simulator.Hardware.Formats;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;

namespace Simulator.Timing.Tests.Cases;

/// <summary>Operators of every kind, shape and precision.</summary>
internal static class Operators
{
    internal static Gen<Operator> Any =>
        Gen.OneOf(Gemm, Prefill, Backward, Decode, Encoder, Cross, MlaPrefill, MlaDecode, Moe, Mamba, Delta, Streaming, Collective);

    internal static Gen<Operator> Gemm =>
        from precision in Gen.Elements(GemmPrecisions.All.AsEnumerable())
        from m in Sizes.Between(1, 65536)
        from n in Sizes.Between(1, 131072)
        from k in Sizes.Between(1, 65536)
        from quantised in Gen.Elements(false, true)
        from batch in Gen.Frequency((4, Gen.Constant(1)), (1, Sizes.Between(2, 128)))
        select (Operator)new GemmOperator(precision, m, n, k, quantised) { Batch = batch };

    internal static Gen<Operator> Prefill =>
        from precision in AttentionPrecisions
        from batch in Sizes.Between(1, 128)
        from seq in Sizes.Between(1, 32768)
        from heads in Heads
        from dim in HeadDim
        from window in Gen.Elements(0, 0, 128, 1024, 4096)
        from prefix in Gen.Frequency((2, Gen.Constant(0)), (1, Sizes.Between(1, 65536)))
        select (Operator)new AttentionPrefillOperator(precision, batch, seq, heads.Query, heads.Kv, dim, window, prefix);

    internal static Gen<Operator> Backward =>
        from batch in Sizes.Between(1, 64)
        from seq in Sizes.Between(1, 32768)
        from heads in Heads
        from dims in Gen.Elements((64, 64), (128, 128), (192, 128), (256, 256))
        from window in Gen.Elements(0, 0, 128, 4096)
        from prefix in Gen.Frequency((2, Gen.Constant(0)), (1, Sizes.Between(1, 65536)))
        select (Operator)new AttentionBackwardOperator(AttentionPrecision.Bf16, batch, seq, heads.Query, heads.Kv, dims.Item1, dims.Item2, window, prefix);

    internal static Gen<Operator> Decode =>
        from precision in AttentionPrecisions
        from batch in Sizes.Between(1, 1024)
        from kv in Sizes.Between(1, 131072)
        from heads in Heads
        from dim in HeadDim
        from window in Gen.Elements(0, 0, 128, 1024, 4096)
        select (Operator)new AttentionDecodeOperator(precision, batch, kv, heads.Query, heads.Kv, dim, window);

    internal static Gen<Operator> Encoder =>
        from precision in AttentionPrecisions
        from batch in Sizes.Between(1, 64)
        from seq in Sizes.Between(1, 16384)
        from heads in Sizes.Between(1, 64)
        from dim in HeadDim
        select (Operator)new AttentionEncoderOperator(precision, batch, seq, heads, dim);

    internal static Gen<Operator> Cross =>
        from precision in AttentionPrecisions
        from batch in Sizes.Between(1, 64)
        from seq in Sizes.Between(1, 512)
        from kv in Sizes.Between(1, 3000)
        from heads in Sizes.Between(1, 64)
        from dim in HeadDim
        select (Operator)new AttentionCrossOperator(precision, batch, seq, kv, heads, dim);

    internal static Gen<Operator> MlaPrefill =>
        from precision in AttentionPrecisions
        from batch in Sizes.Between(1, 64)
        from seq in Sizes.Between(1, 16384)
        from heads in Sizes.Between(1, 128)
        from prefix in Gen.Frequency((2, Gen.Constant(0)), (1, Sizes.Between(1, 32768)))
        select (Operator)new MlaPrefillOperator(precision, batch, seq, heads, MlaDimensions.DeepSeek, prefix);

    internal static Gen<Operator> MlaDecode =>
        from precision in AttentionPrecisions
        from batch in Sizes.Between(1, 1024)
        from kv in Sizes.Between(1, 131072)
        from heads in Sizes.Between(1, 128)
        select (Operator)new MlaDecodeOperator(precision, batch, kv, heads, MlaDimensions.DeepSeek);

    internal static Gen<Operator> Moe =>
        from precision in Gen.Elements(GemmPrecisions.All.AsEnumerable())
        from tokens in Sizes.Between(1, 65536)
        from hidden in Sizes.Between(256, 8192)
        from inter in Sizes.Between(256, 16384)
        from experts in Gen.Elements(8, 16, 64, 128, 256)
        from topk in Gen.Elements(1, 2, 4, 8)
        from tp in Gen.Elements(1, 2, 8)
        from ep in Gen.Elements(1, 2, 8)
        from matrices in Gen.Elements(2, 3)
        from skew in Gen.Elements(0, 0, 0, 0.5, 1.2, 3)
        select (Operator)new MoeOperator(precision, tokens, hidden, inter, topk, experts, tp, ep, matrices, skew);

    internal static Gen<Operator> Mamba =>
        from stage in Gen.Elements(Enum.GetValues<RecurrentStage>())
        from format in Formats
        from batch in Sizes.Between(1, 512)
        from seq in Sizes.Between(1, 4096)
        from heads in Sizes.Between(1, 128)
        from groups in Gen.Elements(1, 2, 8)
        from taps in Gen.Elements(2, 4)
        let prompt = stage is RecurrentStage.ConvPrefill or RecurrentStage.ScanPrefill
        select (Operator)new Mamba2Operator(stage, format, batch, prompt ? 8 * seq : 1, 4096, 128, taps, heads, 64, groups, 256, NumberFormats.Fp32);

    internal static Gen<Operator> Delta =>
        from stage in Gen.Elements(Enum.GetValues<RecurrentStage>())
        from format in Formats
        from batch in Sizes.Between(1, 512)
        from seq in Sizes.Between(1, 4096)
        from heads in Sizes.Between(1, 32)
        from taps in Gen.Elements(2, 4)
        let prompt = stage is RecurrentStage.ConvPrefill or RecurrentStage.ScanPrefill
        select (Operator)new DeltaNetOperator(stage, format, batch, prompt ? 8 * seq : 1, heads, 2 * heads, 128, 128, taps, 64, NumberFormats.Fp32);

    internal static Gen<Operator> Streaming =>
        from precision in Gen.Elements(StreamPrecision.Bf16, new StreamPrecision(NumberFormats.Bf16, NumberFormats.Fp8E4M3))
        from tokens in Sizes.Between(1, 131072)
        from width in Sizes.Between(64, 32768)
        from kind in Gen.Choose(0, 14)
        select (Operator)(kind switch
        {
            0 => new NormOperator(precision, tokens, width, Residual: true),
            1 => new ActivationOperator(precision, tokens, width),
            2 => new QuantiseOperator(precision, tokens, width),
            3 => new RopeOperator(precision, tokens, 32, 8, 128),
            4 => new EmbeddingOperator(precision, tokens, width, 128_000),
            5 => new SampleOperator(precision, Math.Min(tokens, 4096), width),
            6 => new CopyOperator(precision, 2L * tokens * width),
            7 => new TriadOperator(precision, (long)tokens * width),
            8 => new ReductionOperator(precision, (long)tokens * width),
            9 => new NormBackwardOperator(precision, tokens, width, Residual: true),
            10 => new ActivationBackwardOperator(precision, tokens, width),
            11 => new CrossEntropyOperator(precision, tokens, width, 2, 1),
            12 => new CastOperator(precision, tokens, width, 2, 2),
            13 => new OptimizerOperator(precision, (long)tokens * width, 12),
            _ => new ElementwiseOperator(precision, (long)tokens * width),
        });

    internal static Gen<Operator> Collective =>
        from kind in Gen.Elements(Enum.GetValues<CollectiveKind>())
        from gpus in Gen.Elements(2, 3, 4, 8)
        from nodes in Gen.Elements(1, 1, 2, 4)
        from bytes in Sizes.Between(1, 1 << 30)
        select (Operator)(kind == CollectiveKind.SendRecv
            ? new CollectiveOperator(kind, NumberFormats.Bf16, 2, bytes, Math.Min(2, nodes))
            : new CollectiveOperator(kind, NumberFormats.Bf16, gpus * nodes, bytes, nodes));

    private static Gen<AttentionPrecision> AttentionPrecisions => Gen.Elements(
        AttentionPrecision.Bf16, AttentionPrecision.Parse("bf16/kv-fp8"), AttentionPrecision.Parse("fp8/kv-fp8"), AttentionPrecision.Parse("fp16/kv-fp16"));

    private static Gen<NumberFormat> Formats => Gen.Elements(NumberFormats.Bf16, NumberFormats.Fp16, NumberFormats.Fp32);

    private static Gen<int> HeadDim => Gen.Elements(64, 80, 128, 192, 256);

    private static Gen<(int Query, int Kv)> Heads =>
        from kv in Gen.Elements(1, 2, 4, 8)
        from shared in Gen.Elements(1, 2, 4, 7, 8, 16)
        select (kv * shared, kv);
}
