using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Simulator.Systems.Serving.Curves;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Cli.Export;

/// <summary>What a serving run gave, as CSV: quantities over time, distributions of latencies, several loads. SI units.</summary>
internal static class ServingRunCsv
{
    /// <summary>Quantities over time, of one data-parallel group; power of one GPU.</summary>
    public static string Series(ServingOutcome outcome) => Write(outcome.Series.Select(p => new
    {
        start_s = Rounded(p.Start),
        end_s = Rounded(p.End),
        busy = Rounded(p.Busy),
        queue = Rounded(p.Queue),
        batch = Rounded(p.Batch),
        kv_share = Rounded(p.KvShare),
        prompt_tokens_per_s = Rounded(p.PromptTokensPerSecond),
        decode_tokens_per_s = Rounded(p.DecodeTokensPerSecond),
        finished_per_s = Rounded(p.FinishedPerSecond),
        preemptions = p.Preemptions,
        watts_per_gpu = Rounded(p.Watts),
    }));

    /// <summary>The latencies' cumulative distributions.</summary>
    public static string Latencies(ServingResult result) => Write(result.Curves.All.SelectMany(c => c.Points.Select(p => new
    {
        metric = c.Name,
        seconds = Rounded(p.Value),
        share = Rounded(p.Share),
    })));

    /// <summary>Several loads, a line each.</summary>
    public static string Curve(string key, IEnumerable<LoadPoint> points) => Write(
        points.Select(p => (p.Load, O: p.Outcome, R: p.Outcome.Result)).Select(p => new
        {
            load = key,
            value = Rounded(p.Load),
            gpus = Rounded(p.O.Fleet.MeanGpus),
            requests_per_s = Rounded(p.O.Fleet.RequestsPerSecond),
            goodput_per_s = Rounded(p.O.Fleet.Goodput),
            output_tokens_per_s = Rounded(p.O.Fleet.OutputTokensPerSecond),
            tokens_per_s_per_gpu = Rounded(p.O.TokensPerSecondPerGpu),
            tokens_per_s_per_user = Rounded(p.R.TokensPerSecondPerUser),
            ttft_mean_s = Rounded(p.R.Ttft.Mean),
            ttft_p50_s = Rounded(p.R.Ttft.P50),
            ttft_p99_s = Rounded(p.R.Ttft.P99),
            tpot_mean_s = Rounded(p.R.Tpot.Mean),
            tpot_p50_s = Rounded(p.R.Tpot.P50),
            tpot_p99_s = Rounded(p.R.Tpot.P99),
            latency_p50_s = Rounded(p.R.Latency.P50),
            latency_p99_s = Rounded(p.R.Latency.P99),
            batch_mean = Rounded(p.R.MeanBatch),
            queue_mean = Rounded(p.R.MeanQueue),
            preemptions = p.R.Preemptions,
            watts_per_gpu = Rounded(p.O.Energy?.MeanWatts ?? double.NaN),
            joules_per_output_token = Rounded(p.O.Energy?.JoulesPerOutputToken ?? double.NaN),
            usd_per_million_output_tokens = Rounded(p.O.Money?.PerMillionOutputTokens ?? double.NaN),
        }));

    private static string Write<T>(IEnumerable<T> rows)
    {
        using var text = new StringWriter();
        using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        csv.WriteRecords(rows);
        csv.Flush();
        return text.ToString();
    }

    // Nine digits: enough to sum up again, and free of the last bits' noise. What is not known is empty.
    private static string Rounded(double value) => double.IsFinite(value) ? value.ToString("G9", CultureInfo.InvariantCulture) : "";
}
