using System.Globalization;
using System.Text;
using Simulator.Exploration.Results;
using Simulator.Hardware.Errors;
using Simulator.Reporting.Html;
using Simulator.Reporting.Reports;

namespace Simulator.Reporting.Tests;

public sealed class ServingReportTests
{
    private const string Latency = "metric,seconds,share\nttft,0.05,0.5\nttft,0.2,1\ntpot,0.01,1\nlatency,1,0.4\nlatency,2,1\n";

    [Fact]
    public void One_run_shows_its_latencies_and_what_happened_over_time()
    {
        using var folder = new TemporaryFolder();
        var report = ReportBuilder.Of(Write(folder, Run(64), ("latency.csv", Latency), ("series.csv", Series()), ("timeline.json", "{}")));
        Assert.Equal(["latencies", "occupancy", "cache", "tokens", "power"], report.Figures.Select(f => f.Id));
        Assert.StartsWith("Under 64 clients, a-model on 4 h100-sxm yields 500 output tokens/s per GPU", report.Answer, StringComparison.Ordinal);
        Assert.Contains("96 % of the answers keep the objective", report.Answer, StringComparison.Ordinal);
        var page = HtmlPage.Of(report);
        Assert.Contains("Perfetto", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_loads_show_the_front_and_the_best_that_keeps_the_objective()
    {
        using var folder = new TemporaryFolder();
        var report = ReportBuilder.Of(Write(folder, $"[{Run(1, each: 25)},{Run(8, each: 180)},{Run(64, each: 900, kept: 10)}]", ("curve.csv", "load\n")));
        Assert.Equal(["front", "ttft", "tpot"], report.Figures.Select(f => f.Id));
        Assert.StartsWith("Under 8 clients, a-model on 4 h100-sxm yields most", report.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", HtmlPage.Of(report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_in_which_nothing_was_answered_says_so()
    {
        using var folder = new TemporaryFolder();
        var run = Run(4).Replace("\"finished\":100", "\"finished\":0", StringComparison.Ordinal)
            .Replace("\"mean\":0.05", "\"mean\":null", StringComparison.Ordinal);
        var report = ReportBuilder.Of(Write(folder, run, ("latency.csv", "metric,seconds,share\n"), ("series.csv", Series(power: false))));
        Assert.Contains("answers no request", report.Answer, StringComparison.Ordinal);
        Assert.Equal(["occupancy", "cache", "tokens"], report.Figures.Select(f => f.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("{}")]
    [InlineData("{\"model\":1}")]
    [InlineData("{\"model\":\"a\",\"gpu\":\"b\",\"load\":null}")]
    public void A_damaged_file_of_results(string text) => Refused("serving.json", text);

    [Theory]
    [InlineData("latency.csv", "")]
    [InlineData("latency.csv", "metric,seconds\n")]
    [InlineData("latency.csv", "metric,seconds,share\nttft,soon,1\n")]
    [InlineData("series.csv", "start_s,end_s\n0,1\n")]
    public void A_damaged_table(string name, string text) => Refused(name, text);

    private static void Refused(string name, string text)
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder, Run(4), ("latency.csv", Latency), ("series.csv", Series()));
        File.WriteAllText(Path.Combine(path, name), text);
        var fault = Assert.Throws<InputException>(() => ReportBuilder.Of(path));
        Assert.DoesNotContain('\n', fault.Message);
        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
    }

    private static string Write(TemporaryFolder folder, string run, params (string Name, string Text)[] files) =>
        SampleRuns.Write(folder, "served", SampleRuns.Manifest(RunKind.Serving, "A model behind an engine"), [("serving.json", run), .. files]);

    private static string Series(bool power = true)
    {
        var csv = new StringBuilder("start_s,end_s,busy,queue,batch,kv_share," +
            "prompt_tokens_per_s,decode_tokens_per_s,finished_per_s,preemptions,watts_per_gpu\n");
        for (var i = 0; i < 20; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{i},{i + 1},1,{i % 3},{2 * i},{0.01 * i},{100 * i},{50 * i},1,0,{(power ? "350.5" : "")}\n");
        }

        return csv.ToString();
    }

    private static string Run(int clients, double each = 500, int kept = 96)
    {
        const string Distribution = "{\"mean\":0.05,\"p50\":0.04,\"p90\":0.1,\"p99\":0.2,\"max\":0.3}";
        return string.Create(CultureInfo.InvariantCulture, $$"""
            {"model":"a-model","gpu":"h100-sxm","system":"x","precision":"fp8","parallelism":"tp4","stack":"vllm","load":{"concurrency":{{clients}}},
            "slo":{"ttft_s":0.5,"tpot_s":null},"gpus":4,"groups":1,"seconds":20,
            "requests":{"arrived":100,"finished":100,"rejected":0,"waiting":0,"running":0,"kept_objective":{{kept}},"rejections":[]},
            "ttft_s":{{Distribution}},"tpot_s":{{Distribution}},"interval_s":{{Distribution}},"latency_s":{{Distribution}},
            "requests_per_s":5,"output_tokens_per_s":2000,"goodput_per_s":4.8,"queue":{"mean":1,"max":2},"batch":{"mean":30,"max":40},
            "kv_blocks":{"capacity":1000,"mean":100,"max":200},"preemptions":0,"tokens_per_s_per_gpu":{{each}},"tokens_per_s_per_user":{{2000.0 / clients}},
            "energy":null,"money":{"gpu_hour_usd":2.5,"kilowatt_hour_usd":0,"origin":"as given",
            "fleet_hour_usd":10,"million_output_tokens_usd":1.4,"million_tokens_usd":null} }
            """);
    }
}
