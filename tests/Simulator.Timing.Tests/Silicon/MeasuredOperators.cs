using System.Globalization;
using Simulator.Hardware.Formats;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;

namespace Simulator.Timing.Tests.Silicon;

/// <summary>Reads the tables of measured operator latencies that lie beside the repository.</summary>
internal static class MeasuredOperators
{
    internal static IEnumerable<MeasuredOperator> Read(string table)
    {
        foreach (var line in File.ReadLines(Path.Combine(RepositoryPaths.Shared, "silicon", $"{table}.csv")).Skip(1))
        {
            var cells = line.Split(',');
            var shape = cells[3].Split(';').Select(p => p.Split('=')).ToDictionary(p => p[0], p => Parse(p[1]));
            yield return new MeasuredOperator(cells[0], Operator(cells[1], cells[2], shape), Parse(cells[4]) * 1e-6);
        }
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static Operator Operator(string op, string precision, Dictionary<string, double> shape)
    {
        int I(string key) => (int)shape[key];
        return op switch
        {
            "gemm" => new GemmOperator(GemmPrecisions.Parse(precision), I("m"), I("n"), I("k")),
            // The models with 22 active experts or these widths (Nemotron) have experts without a gate.
            "moe" => new MoeOperator(
                GemmPrecisions.Parse(precision), I("tokens"), I("hidden"), I("inter"), I("topk"), I("experts"), I("tp"), I("ep"),
                I("topk") == 22 || I("inter") is 2688 or 1856 ? 2 : 3),
            "attention-prefill" => new AttentionPrefillOperator(
                AttentionPrecision.Parse(precision), I("batch"), I("seq"), I("heads"), I("kv_heads"), I("head_dim"), I("window")),
            "attention-decode" => new AttentionDecodeOperator(
                AttentionPrecision.Parse(precision), I("batch"), I("kv"), I("heads"), I("kv_heads"), I("head_dim"), I("window")),
            "attention-encoder" => new AttentionEncoderOperator(AttentionPrecision.Parse(precision), I("batch"), I("seq"), I("heads"), I("head_dim")),
            "mla-prefill" => new MlaPrefillOperator(AttentionPrecision.Parse(precision), I("batch"), I("seq"), I("heads"), MlaDimensions.DeepSeek),
            "mla-decode" => new MlaDecodeOperator(AttentionPrecision.Parse(precision), I("batch"), I("kv"), I("heads"), MlaDimensions.DeepSeek),
            "mamba2-conv-prefill" or "mamba2-conv-decode" => new Mamba2Operator(
                op == "mamba2-conv-prefill" ? RecurrentStage.ConvPrefill : RecurrentStage.ConvDecode, NumberFormats.Bf16, I("batch"), I("seq"),
                I("d_model"), I("d_state"), I("d_conv"), I("heads"), I("head_dim"), I("groups"), I("chunk"), NumberFormats.Fp32),
            "all-reduce" => Collective(CollectiveKind.AllReduce, precision, shape),
            "all-reduce-fused" => Collective(CollectiveKind.AllReduceFused, precision, shape),
            "all-gather" => Collective(CollectiveKind.AllGather, precision, shape),
            "reduce-scatter" => Collective(CollectiveKind.ReduceScatter, precision, shape),
            _ => Collective(CollectiveKind.AllToAll, precision, shape),
        };
    }

    private static CollectiveOperator Collective(CollectiveKind kind, string precision, Dictionary<string, double> shape) =>
        new(kind, NumberFormats.Parse(precision), (int)shape["gpus"], shape["bytes"]);
}
