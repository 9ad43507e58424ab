using Simulator.Exploration.Results;
using Simulator.Hardware.Errors;
using Simulator.Reporting.Html;
using Simulator.Reporting.Reports;

namespace Simulator.Reporting.Tests;

public sealed class BadFolderTests
{
    private static void Refused(string path, params string[] words)
    {
        var fault = Assert.Throws<InputException>(() => HtmlPage.Of(ReportBuilder.Of(path)));
        Assert.DoesNotContain('\n', fault.Message);
        Assert.All(words, w => Assert.Contains(w, fault.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_folder() => Refused("/no/such/folder", "/no/such/folder", "there is no such folder");

    [Fact]
    public void A_foreign_folder()
    {
        using var folder = new TemporaryFolder();
        Refused(folder.Path, "no manifest.json");
        File.WriteAllText(Path.Combine(folder.Path, "manifest.json"), "{\"name\":\"left-pad\"}");
        Refused(folder.Path, "manifest.json");
        File.WriteAllText(Path.Combine(folder.Path, "manifest.json"), "null");
        Refused(folder.Path, "manifest.json");
    }

    [Theory]
    [InlineData(RunKind.Step, "step.json")]
    [InlineData(RunKind.Comparison, "step.json")]
    [InlineData(RunKind.Validation, "validation.csv")]
    [InlineData(RunKind.Serving, "serving.json")]
    public void A_half_written_folder(RunKind kind, string missing)
    {
        using var folder = new TemporaryFolder();
        Refused(SampleRuns.Write(folder, "x", SampleRuns.Manifest(kind, "Half")), missing, "was not finished");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("{}")]
    [InlineData("{\"gpu\":1}")]
    [InlineData("{\"gpu\":\"a\",\"step\":{\"seconds\":\"fast\"}}")]
    [InlineData("{\"gpu\":\"a\",\"operators\":[null]}")]
    [InlineData("{\"gpu\":\"a\",\"step\":{\"seconds\":-1}}")]
    [InlineData("{\"gpu\":\"\\ud800\"}")]
    public void A_step_that_was_changed_by_hand(string json)
    {
        using var folder = new TemporaryFolder();
        Refused(SampleRuns.Write(folder, "x", SampleRuns.Manifest(RunKind.Step, "Edited"), ("step.json", json)), "step.json");
    }

    [Fact]
    public void A_step_cut_off_in_the_middle()
    {
        using var folder = new TemporaryFolder();
        Refused(SampleRuns.Write(folder, "x", SampleRuns.Manifest(RunKind.Step, "Cut"), ("step.json", SampleRuns.Sample("decode.json")[..5000])), "step.json:");
    }

    [Fact]
    public void Points_that_are_not_what_the_manifest_says()
    {
        using var folder = new TemporaryFolder();
        var path = SampleRuns.Sweep(folder, 50);
        var file = Path.Combine(path, "points.csv");
        var lines = File.ReadAllLines(file);
        File.WriteAllLines(file, lines[..20]);
        Refused(path, "points.csv", "holds 19 points, the manifest says 50");
        File.WriteAllLines(file, [lines[0], lines[1].Replace("000000,", "000000x,", StringComparison.Ordinal), .. lines[2..]]);
        Refused(path, "points.csv:2", "is no number");
        File.WriteAllLines(file, [lines[0].Replace("decode.tpot", "tpot", StringComparison.Ordinal), .. lines[1..]]);
        Refused(path, "no column 'decode.tpot'");
        File.WriteAllLines(file, [.. lines[..30], "30,1", .. lines[31..]]);
        Refused(path, "points.csv:31", "fields");
        File.WriteAllText(file, "");
        Refused(path, "is empty");
        File.Delete(file);
        Refused(path, "points.csv is missing");
    }

    [Fact]
    public void A_validation_without_a_time()
    {
        using var folder = new TemporaryFolder();
        var path = SampleRuns.Validation(folder, 30);
        var file = Path.Combine(path, "validation.csv");
        var lines = File.ReadAllLines(file);
        File.WriteAllLines(file, [lines[0], "\"a\",gemm,bf16,m=1,-3,1,1,1,1,0,memory,"]);
        Refused(path, "validation.csv:2", "latency_us", "'-3' is no time");
        File.WriteAllLines(file, ["gpu,op"]);
        Refused(path, "no column");
        File.WriteAllLines(file, lines[..1]);
        Refused(path, "holds no row");
    }
}
