using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Simulator.Systems.Serving.Validation;

namespace Simulator.Cli.Export;

/// <summary>Measured serving runs with their predictions as CSV.</summary>
internal static class ServingCsv
{
    /// <summary>Writes every run.</summary>
    public static string Write(ServingReport report)
    {
        using var text = new StringWriter();
        using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        csv.WriteRecords(report.Compared.Select(c => new
        {
            line = c.Measured.Line,
            gpu = c.Measured.Gpu,
            model = c.Measured.Model,
            precision = c.Measured.Precision,
            stack = c.Measured.Stack,
            input_tokens = c.Measured.InputTokens,
            output_tokens = c.Measured.OutputTokens,
            concurrency = c.Measured.Concurrency,
            tp = c.Measured.Tp,
            attention_dp = c.Measured.AttentionDp,
            moe_tp = c.Measured.MoeTp,
            moe_ep = c.Measured.MoeEp,
            ttft_ms = Milliseconds(c.Measured.TtftSeconds),
            ttft_predicted_ms = Milliseconds(c.Predicted.Ttft.Mean),
            ttft_predicted_p50_ms = Milliseconds(c.Predicted.Ttft.P50),
            tpot_ms = Milliseconds(c.Measured.TpotSeconds),
            tpot_predicted_ms = Milliseconds(c.Predicted.Tpot.Mean),
            tpot_predicted_p50_ms = Milliseconds(c.Predicted.Tpot.P50),
            mean_batch = Math.Round(c.Predicted.MeanBatch, 3),
            steps = c.Predicted.Steps,
            preemptions = c.Predicted.Preemptions,
        }));
        csv.Flush();
        return text.ToString();
    }

    private static double Milliseconds(double seconds) => Math.Round(1e3 * seconds, 5);
}
