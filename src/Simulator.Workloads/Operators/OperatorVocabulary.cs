using System.Collections.Frozen;
using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Formats;
using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>
/// The names under which traces, predictions and measurements join: turns (op, precision, shape) into an operator. The operator's own
/// <see cref="Operator.Op"/>, <see cref="Operator.PrecisionName"/> and <see cref="Operator.Shape"/> are the way back.
/// </summary>
public static class OperatorVocabulary
{
    private static readonly FrozenDictionary<string, Func<string, ShapeReader, Operator>> Readers = All().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names of all operators, in alphabetical order.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Readers.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Reads an operator. Keys of the shape come in any order; optional ones may be missing.</summary>
    /// <param name="op">The name, such as <c>gemm</c>.</param>
    /// <param name="precision">The formats, such as <c>bf16</c> or <c>bf16/kv-fp8</c>.</param>
    /// <param name="shape">The shape as <c>key=value;…</c>.</param>
    /// <returns>The operator.</returns>
    /// <exception cref="InputException">
    /// The operator, the precision or a key is unknown (the nearest names are told), or a value is missing, no number or out of range; the key is
    /// <c>op</c>, <c>precision</c> or <c>shape.KEY</c>.
    /// </exception>
    public static Operator Parse(string op, string precision, string shape)
    {
        if (!Readers.TryGetValue(op, out var read))
            throw new InputException($"unknown operator '{op}'; {NearestNames.Hint(op, Names)}", key: "op");
        var reader = new ShapeReader(shape);
        Operator result;
        try
        {
            result = read(precision, reader);
        }
        catch (InputException error) when (error.Key is null)
        {
            throw new InputException(error.Problem, key: "precision", inner: error);
        }

        reader.CheckNothingIsLeft();
        return result;
    }

    /// <summary>The keys of an operator's shape.</summary>
    /// <param name="op">A name of <see cref="Names"/>.</param>
    /// <returns>The keys in order; those that may be missing with the value that they then have.</returns>
    /// <exception cref="InputException">The operator is unknown.</exception>
    public static ImmutableArray<(string Key, string? Default)> ShapeOf(string op)
    {
        if (!Readers.TryGetValue(op, out var read))
            throw new InputException($"unknown operator '{op}'; {NearestNames.Hint(op, Names)}", key: "op");
        var asked = new List<(string Key, string? Default)>();
        read(NumberFormats.Bf16.Name, new ShapeReader(asked));
        return [.. asked];
    }

    private static Dictionary<string, Func<string, ShapeReader, Operator>> All()
    {
        var readers = new Dictionary<string, Func<string, ShapeReader, Operator>>(StringComparer.Ordinal)
        {
            ["gemm"] = (p, s) => new GemmOperator(GemmPrecisions.Parse(p), s.Int("m"), s.Int("n"), s.Int("k"), s.Flag("quantised"))
            {
                Batch = s.Int("batch", 1),
            },
            ["moe"] = (p, s) => new MoeOperator(
                GemmPrecisions.Parse(p), s.Int("tokens"), s.Int("hidden"), s.Int("inter"), s.Int("topk"), s.Int("experts"), s.Int("tp", 1), s.Int("ep", 1),
                s.Int("matrices", 3), s.Real("skew", 0)),
        };
        AddAttention(readers);
        AddStreaming(readers);
        AddTraining(readers);
        AddRecurrent(readers);
        foreach (var kind in Enum.GetValues<CollectiveKind>())
        {
            readers[new CollectiveOperator(kind, NumberFormats.Bf16, 1, 1).Op] = (p, s) =>
                new CollectiveOperator(kind, NumberFormats.Parse(p), s.Int("gpus"), s.Real("bytes"), s.Int("nodes", 1));
        }

        return readers;
    }

    private static void AddAttention(Dictionary<string, Func<string, ShapeReader, Operator>> readers)
    {
        readers["attention-prefill"] = (p, s) => new AttentionPrefillOperator(
            AttentionPrecision.Parse(p), s.Int("batch"), s.Int("seq"), s.Int("heads"), s.Int("kv_heads"), s.Int("head_dim"), s.Count("window"),
            s.Count("prefix"));
        readers["attention-decode"] = (p, s) => new AttentionDecodeOperator(
            AttentionPrecision.Parse(p), s.Int("batch"), s.Int("kv"), s.Int("heads"), s.Int("kv_heads"), s.Int("head_dim"), s.Count("window"));
        readers["attention-encoder"] = (p, s) => new AttentionEncoderOperator(
            AttentionPrecision.Parse(p), s.Int("batch"), s.Int("seq"), s.Int("heads"), s.Int("head_dim"));
        readers["attention-cross"] = (p, s) => new AttentionCrossOperator(
            AttentionPrecision.Parse(p), s.Int("batch"), s.Int("seq"), s.Int("kv"), s.Int("heads"), s.Int("head_dim"));
        readers["mla-prefill"] = (p, s) => new MlaPrefillOperator(
            AttentionPrecision.Parse(p), s.Int("batch"), s.Int("seq"), s.Int("heads"), Latent(s), s.Count("prefix"));
        readers["attention-backward"] = (p, s) =>
        {
            var (batch, seq, heads, kvHeads, width) = (s.Int("batch"), s.Int("seq"), s.Int("heads"), s.Int("kv_heads"), s.Int("head_dim"));
            return new AttentionBackwardOperator(
                AttentionPrecision.Parse(p), batch, seq, heads, kvHeads, width, s.Int("value_dim"), s.Count("window"), s.Count("prefix"));
        };
        readers["mla-decode"] = (p, s) => new MlaDecodeOperator(AttentionPrecision.Parse(p), s.Int("batch"), s.Int("kv"), s.Int("heads"), Latent(s));
    }

    private static void AddStreaming(Dictionary<string, Func<string, ShapeReader, Operator>> readers)
    {
        readers["rms-norm"] = (p, s) => new NormOperator(StreamPrecision.Parse(p), s.Int("tokens"), s.Int("hidden"), s.Flag("residual"));
        readers["layer-norm"] = (p, s) => new NormOperator(StreamPrecision.Parse(p), s.Int("tokens"), s.Int("hidden"), s.Flag("residual"), Layer: true);
        readers["activation"] = (p, s) => new ActivationOperator(StreamPrecision.Parse(p), s.Int("tokens"), s.Int("inter"), s.Flag("gated", true));
        readers["rope"] = (p, s) => new RopeOperator(StreamPrecision.Parse(p), s.Int("tokens"), s.Int("heads"), s.Int("kv_heads"), s.Int("head_dim"));
        readers["quantise"] = (p, s) => new QuantiseOperator(StreamPrecision.Parse(p), s.Int("tokens"), s.Int("hidden"));
        readers["embedding"] = (p, s) => new EmbeddingOperator(StreamPrecision.Parse(p), s.Int("tokens"), s.Int("hidden"), s.Int("vocab"));
        readers["sample"] = (p, s) => new SampleOperator(StreamPrecision.Parse(p), s.Int("tokens"), s.Int("vocab"));
        readers["elementwise"] = (p, s) => new ElementwiseOperator(StreamPrecision.Parse(p), s.Long("elements"), s.Int("inputs", 2));
        readers["copy"] = (p, s) => new CopyOperator(StreamPrecision.Parse(p), s.Long("bytes"));
        readers["triad"] = (p, s) => new TriadOperator(StreamPrecision.Parse(p), s.Long("elements"));
        readers["reduction"] = (p, s) => new ReductionOperator(StreamPrecision.Parse(p), s.Long("elements"));
    }

    private static void AddTraining(Dictionary<string, Func<string, ShapeReader, Operator>> readers)
    {
        readers["rms-norm-backward"] = (p, s) =>
            new NormBackwardOperator(StreamPrecision.Parse(p), s.Int("tokens"), s.Int("hidden"), s.Flag("residual"));
        readers["layer-norm-backward"] = (p, s) =>
            new NormBackwardOperator(StreamPrecision.Parse(p), s.Int("tokens"), s.Int("hidden"), s.Flag("residual"), Layer: true);
        readers["activation-backward"] = (p, s) =>
            new ActivationBackwardOperator(StreamPrecision.Parse(p), s.Int("tokens"), s.Int("inter"), s.Flag("gated", true));
        readers["cross-entropy"] = (p, s) =>
            new CrossEntropyOperator(StreamPrecision.Parse(p), s.Int("tokens"), s.Int("vocab"), s.Int("reads", 1), s.Count("writes"));
        readers["cast"] = (p, s) =>
            new CastOperator(StreamPrecision.Parse(p), s.Long("rows"), s.Int("columns"), s.Int("passes", 1), s.Int("copies", 1));
        readers["optimizer"] = (p, s) =>
            new OptimizerOperator(StreamPrecision.Parse(p), s.Long("elements"), s.Int("state_bytes"), s.Int("passes", 1));
    }

    private static void AddRecurrent(Dictionary<string, Func<string, ShapeReader, Operator>> readers)
    {
        foreach (var stage in Enum.GetValues<RecurrentStage>())
        {
            readers["mamba2-" + stage.Suffix()] = (p, s) => Checked(new Mamba2Operator(
                stage, NumberFormats.Parse(p), s.Int("batch"), s.Int("seq", 1), s.Int("d_model"), s.Int("d_state"), s.Int("d_conv", 4), s.Int("heads"),
                s.Int("head_dim"), s.Int("groups"), s.Int("chunk", 128), s.Format("state", NumberFormats.Fp32)));
            readers["delta-" + stage.Suffix()] = (p, s) => Checked(new DeltaNetOperator(
                stage, NumberFormats.Parse(p), s.Int("batch"), s.Int("seq", 1), s.Int("key_heads"), s.Int("value_heads"), s.Int("key_dim"),
                s.Int("value_dim"), s.Int("d_conv", 4), s.Int("chunk", 64), s.Format("state", NumberFormats.Fp32)));
        }
    }

    // Convolutions are addressed by channel, and engines count channels in 32 bits.
    private static Mamba2Operator Checked(Mamba2Operator op) => Checked(op, ((long)op.Heads * op.HeadDim) + (2.0 * op.Groups * op.DState), "groups");

    private static DeltaNetOperator Checked(DeltaNetOperator op) =>
        Checked(op, (2.0 * op.KeyHeads * op.KeyDim) + ((double)op.ValueHeads * op.ValueDim), "value_dim");

    private static T Checked<T>(T op, double channels, string key) => channels <= int.MaxValue
        ? op
        : throw new InputException($"{channels:0e0} channels of the convolution; accepted: at most {int.MaxValue}", key: $"shape.{key}");

    private static string Suffix(this RecurrentStage stage) => stage switch
    {
        RecurrentStage.ConvPrefill => "conv-prefill",
        RecurrentStage.ConvDecode => "conv-decode",
        RecurrentStage.ScanPrefill => "scan-prefill",
        _ => "scan-decode",
    };

    private static MlaDimensions Latent(ShapeReader s)
    {
        var usual = MlaDimensions.DeepSeek;
        return new MlaDimensions(s.Int("kv_lora", usual.KvLora), s.Int("rope", usual.Rope), s.Int("nope", usual.Nope), s.Int("v", usual.V));
    }
}
