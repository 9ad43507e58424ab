using Simulator.Exploration.Results;
using Simulator.Hardware.Errors;
using Simulator.Reporting.Html;
using Simulator.Reporting.Reports;
using Simulator.Reporting.Steps;

namespace Simulator.Reporting.Tests;

public sealed class ReportTests
{
    [Fact]
    public void A_step_opens_with_the_answer_in_two_sentences()
    {
        using var folder = new TemporaryFolder();
        var report = ReportBuilder.Of(SampleRuns.Step(folder));
        Assert.StartsWith("One decode step of llama-3.1-70b (batch 64, context 4096, fp8, tp4) on 4 × h100-sxm takes ", report.Answer,
            StringComparison.Ordinal);
        Assert.Equal(2, report.Answer.Split(". ").Length);
        Assert.Equal(["bounds", "operators", "roofline", "tornado", "memory", "timeline"], report.Figures.Select(f => f.Id));
    }

    [Fact]
    public void Phases_stand_beside_each_other()
    {
        using var folder = new TemporaryFolder();
        var report = ReportBuilder.Of(SampleRuns.Phases(folder));
        var bars = report.Figures.Single(f => f.Id == "operators").Layers.OfType<Figures.BarLayer>().ToArray();
        Assert.Equal(["prefill", "decode"], bars.Select(b => b.Name));
        Assert.Contains("One prefill step", report.Answer, StringComparison.Ordinal);
        Assert.Contains("One decode step", report.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Shares_of_a_step_add_up()
    {
        var step = SampleRuns.Steps("decode.json");
        foreach (var figure in new[] { Charts.BreakdownChart.ByBound(step, "a"), Charts.BreakdownChart.ByOperator(step, "b") })
        {
            Assert.Equal(100, figure!.Table.Columns[figure.Table.IndexOf("share")].Numbers!.Sum(), 3);
        }
    }

    [Fact]
    public void No_operator_lies_above_the_roof_of_its_memory_level()
    {
        var step = SampleRuns.Steps("decode.json")[0];
        var table = Charts.RooflineChart.Of(step, "", "r")!.Table;
        for (var row = 0; row < table.Rows; row++)
        {
            var rate = table.Columns[table.IndexOf("rate")].Numbers![row];
            Assert.True(rate <= 1.001 * step.Peaks!.MemoryBytesPerSecond * table.Columns[table.IndexOf("FLOP per byte, memory")].Numbers![row]);
        }
    }

    [Fact]
    public void Steps_of_several_folders_are_shown_side_by_side()
    {
        using var folder = new TemporaryFolder();
        var report = ReportBuilder.Of([SampleRuns.Step(folder), SampleRuns.Comparison(folder)]);
        Assert.Equal(5, report.Figures.Single(f => f.Id == "memory").Y.Categories.Count);
        var fault = Assert.Throws<InputException>(() => ReportBuilder.Of([SampleRuns.Step(folder), SampleRuns.Validation(folder, 30)]));
        Assert.Contains("accepted beside other runs: steps", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_needs_nothing_else_and_lets_no_name_run()
    {
        using var folder = new TemporaryFolder();
        foreach (var path in new[] { SampleRuns.Step(folder, SampleRuns.Hostile), SampleRuns.Sweep(folder, 500, SampleRuns.Hostile),
            SampleRuns.Validation(folder, 300, SampleRuns.Hostile) })
        {
            var page = HtmlPage.Of(ReportBuilder.Of(path));
            Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
            Assert.DoesNotContain("\u0007", page, StringComparison.Ordinal);
            Assert.DoesNotContain("src=\"", page, StringComparison.Ordinal);
            Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
            Assert.DoesNotContain("http", page.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal)
                .Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Equal(2, page.Split("<script").Length - 1);
        }
    }

    [Fact]
    public void A_step_that_does_not_fit_says_so()
    {
        var step = SampleRuns.Steps("decode.json")[0];
        using var folder = new TemporaryFolder();
        var json = System.Text.Json.Nodes.JsonNode.Parse(SampleRuns.Sample("decode.json"))!.AsObject();
        json.Remove("step");
        json.Remove("operators");
        json.Remove("elasticities");
        json["memory"]!["fits"] = false;
        json["memory"]!["total"] = 2 * step.Memory!.Capacity;
        var report = ReportBuilder.Of(SampleRuns.Write(folder, "misfit", SampleRuns.Manifest(RunKind.Step, "Too large"),
            (StepFile.FileName, json.ToJsonString())));
        Assert.Contains("does not fit: it needs 160 GB of 80 GB", report.Answer, StringComparison.Ordinal);
        Assert.NotEmpty(HtmlPage.Of(report));
    }
}
