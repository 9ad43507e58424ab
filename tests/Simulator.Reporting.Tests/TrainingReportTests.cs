using System.Text.Json;
using Simulator.Exploration.Results;
using Simulator.Hardware.Errors;
using Simulator.Reporting.Charts;
using Simulator.Reporting.Figures;
using Simulator.Reporting.Reports;
using Simulator.Reporting.Training;

namespace Simulator.Reporting.Tests;

public sealed class TrainingReportTests
{
    private const string Json = """
        {
          "changes": [], "system": "s", "gpu": "h100-sxm", "model": "llama-3.1-8b", "precision": "bf16", "schedule": "OneForwardOneBackward",
          "gpus": 2, "global_batch": 2, "sequence": 2048, "parallelism": { "tp": 1, "pp": 2, "zero": 1 },
          "step": { "seconds": 10, "low_seconds": 9, "high_seconds": 12, "tokens_per_second_per_gpu": 204.8, "model_flop_utilisation": 0.4 },
          "breakdown": { "compute": 6, "tensor_exchange": 0, "bubble": 4, "host": -1e-16 }, "seconds_by_bound": { "shared_memory": 2, "tensor": 4 },
          "memory": { "stage": 1, "weights": 30e9, "activations": 20e9, "total": 50e9, "capacity": 80e9 },
          "operators": [ { "name": "mlp.down", "shape": "", "runs": 4, "seconds": 6, "bound": "tensor" } ],
          "elasticities": [ { "resource": "clock", "elasticity": 0.5, "time_change_at_10_percent": -0.05 } ],
          "pass_count": 4, "passes": [
            { "stage": 0, "kind": "forward", "micro_batch": 0, "start": 0, "end": 2 }, { "stage": 1, "kind": "forward", "micro_batch": 0, "start": 2, "end": 4 },
            { "stage": 1, "kind": "backward", "micro_batch": 0, "start": 4, "end": 7 }, { "stage": 0, "kind": "backward", "micro_batch": 0, "start": 7, "end": 10 } ]
        }
        """;

    [Fact]
    public void A_training_step_shows_parts_operators_schedule_memory_and_what_would_help()
    {
        using var folder = new TemporaryFolder();
        var report = ReportBuilder.Of(SampleRuns.Write(folder, "t", SampleRuns.Manifest(RunKind.Training, "A step"), (TrainingFile.FileName, Json)));
        Assert.Equal(["parts", "bounds", "operators", "schedule", "tornado", "memory"], report.Figures.Select(f => f.Id));
        Assert.StartsWith("One training step of llama-3.1-8b (global batch 2, 2048 tokens, bf16, pp2) on 2 × h100-sxm takes 10 s", report.Answer, StringComparison.Ordinal);
        Assert.Contains("Compute is 60 %, bubble is 40 %; 10 % more clock would make it 5 % faster", report.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_pass_stands_on_its_stage()
    {
        var figure = TrainingCharts.Schedule(TrainingFile.Parse(Json), "s")!;
        var bars = figure.Layers.OfType<BarLayer>().ToArray();
        Assert.Equal(["forward", "backward"], bars.Select(b => b.Name));
        Assert.Equal([(0, 0, 2), (1, 2, 4)], bars[0].Bars.Select(b => (b.Category, b.From, b.To)));
        Assert.Contains("one-forward-one-backward", figure.Title, StringComparison.Ordinal);
        Assert.Null(TrainingCharts.Schedule(TrainingFile.Parse(Json) with { Passes = [] }, "s"));
        Assert.Equal(["compute", "bubble"], TrainingCharts.Parts(TrainingFile.Parse(Json), "p")!.Y.Categories);
    }

    [Theory]
    [InlineData("\"seconds\": 10", "\"seconds\": -1")]
    [InlineData("\"capacity\"", "\"size\"")]
    [InlineData("\"gpu\": \"h100-sxm\",", "")]
    [InlineData("\"end\": 2", "\"end\": -2")]
    [InlineData("{", "[")]
    public void A_file_that_is_no_training_step_is_refused(string old, string other)
    {
        using var folder = new TemporaryFolder();
        var place = Json.IndexOf(old, StringComparison.Ordinal);
        var run = SampleRuns.Write(
            folder, "t", SampleRuns.Manifest(RunKind.Training, "A step"), (TrainingFile.FileName, Json[..place] + other + Json[(place + old.Length)..]));
        Assert.Contains("is no training step", Assert.Throws<InputException>(() => ReportBuilder.Of(run)).Message, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => TrainingFile.Parse("null"));
    }
}
