using System.Globalization;
using CsvHelper;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Formats;
using Simulator.Workloads.Precisions;

namespace Simulator.Systems.Training.Validation;

/// <summary>Reads one run of a table.</summary>
internal sealed class TrainingRowReader(CsvReader csv, TrainingNames names)
{
    private const int Most = 1 << 26;

    internal TrainingMeasurement Read()
    {
        var (gpus, framework) = (Whole("num_gpus"), TrainingNames.Framework(Text("framework")));
        int tp = Whole("tp", 1), pp = Whole("pp", 1), cp = Whole("cp", 1);
        var parallelism = new TrainingParallelism
        {
            Tp = tp,
            Pp = pp,
            Cp = cp,
            Vp = Whole("vp", 1),
            Ep = Whole("ep", 1),
            Dp = Whole("dp", Math.Max(1, gpus / Math.Max(1, tp * pp * cp))),
            Zero = TrainingNames.Sharding(Text("fsdp")),
        };
        var system = names.System(Text("gpu"), gpus);
        var request = new TrainingRequest(
            names.Model(Text("model")), system, Whole("gbs"), Whole("mbs"), Whole("seq_len"), Recipe().On(system.Gpu), parallelism)
        {
            Recompute = Text("act_ckpt").Equals("true", StringComparison.OrdinalIgnoreCase) ? Recomputation.Full : Recomputation.None,
            Framework = Text("cuda_graph").Equals("true", StringComparison.OrdinalIgnoreCase) ? framework with { Graphs = true } : framework,

            // Megatron-Bridge's recipes sum and exchange in bf16; FSDP exchanges in bf16 and keeps shards as wide as the sharded weights.
            GradientFormat = framework.Fused || parallelism.Zero < 3 ? NumberFormats.Bf16 : NumberFormats.Fp32,
        };
        return new TrainingMeasurement(csv.Parser.RawRow, Text("model"), Text("framework"), Positive("tokens_per_s_per_gpu"),
            request)
        { RecomputationIsKnown = Text("act_ckpt").Length > 0 };
    }

    private TrainingRecipe Recipe()
    {
        var text = Text("precision").ToLowerInvariant();
        return TrainingRecipe.Parse(text switch
        {
            "amp_bf16" or "bf16" => "bf16",
            "amp_fp8" or "fp8-ds" => "fp8-delayed",
            "fp8-cs" => "fp8-current",
            "fp8-sc" => "fp8-block",
            "fp8-mx" => "mxfp8",
            _ => text,
        });
    }

    private string Text(string column) => csv.HeaderRecord!.Contains(column) ? csv.GetField(column)?.Trim() ?? "" : "";

    private int Whole(string column, int? otherwise = null)
    {
        var text = Text(column);
        return text.Length == 0 && otherwise is { } value ? value
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Most ? (int)number
            : throw new InputException($"'{text}' is not accepted; accepted: a whole number from 1 to {Most}", key: column);
    }

    private double Positive(string column) =>
        double.TryParse(Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0 && double.IsFinite(number) ? number
        : throw new InputException($"'{Text(column)}' is not accepted; accepted: a number above 0", key: column);
}
