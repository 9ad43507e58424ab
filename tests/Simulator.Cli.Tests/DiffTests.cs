using System.Globalization;

namespace Simulator.Cli.Tests;

public class DiffTests
{
    private const string Llama = "diff llama-3.1-70b llama-3.1-70b-fp8 --gpu h100-sxm --tp 4";

    [Fact]
    public void A_new_model_is_set_beside_the_old_one_with_what_causes_the_difference()
    {
        var output = CommandLine.Succeed($"{Llama} --rate 20 --slo-tpot 30ms").Output;
        Assert.Contains("weights per GPU", output, StringComparison.Ordinal);
        Assert.Contains("GPUs for 20 requests/s", output, StringComparison.Ordinal);
        Assert.Contains("decode: which operators make the difference of -", output, StringComparison.Ordinal);
        Assert.Contains("mlp.gate_up", output, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_and_csv_hold_contributions_that_sum_to_the_difference()
    {
        using var folder = new TemporaryFolder();
        var json = CommandLine.Succeed($"{Llama} --json --csv {folder["d.csv"]}").Json;
        Assert.Matches("^[0-9a-f]{8}$", json.GetProperty("after").GetProperty("version").GetString()!);
        var lines = File.ReadAllLines(folder["d.csv"]);
        Assert.StartsWith("phase,name,change,before,after,runs_before", lines[0], StringComparison.Ordinal);
        foreach (var step in json.GetProperty("steps").EnumerateArray())
        {
            var whole = step.GetProperty("after").GetProperty("seconds").GetDouble() - step.GetProperty("before").GetProperty("seconds").GetDouble();
            Assert.Equal(whole, step.GetProperty("seconds_difference").GetDouble(), 1e-12);
            Assert.Equal(whole, step.GetProperty("operators").EnumerateArray().Sum(o => o.GetProperty("seconds_difference").GetDouble()), 1e-9);
            var phase = step.GetProperty("phase").GetString() + ",";
            Assert.Equal(whole, lines.Where(l => l.StartsWith(phase, StringComparison.Ordinal))
                .Sum(l => double.Parse(l[(l.LastIndexOf(',') + 1)..], CultureInfo.InvariantCulture)), 1e-9);
        }
    }

    [Theory]
    [InlineData("diff bge-m3 bge-reranker-v2-m3 --gpu h100-sxm")]
    [InlineData("diff llama-3.1-8b llama-3.1-8b --gpu h100-sxm --phase decode --batch 1")]
    [InlineData("diff llama-3.1-8b nemotron-h-56b --gpu b200-sxm --slo-tpot 1us")]
    public void Encoders_equal_models_and_objectives_that_none_keeps_are_shown(string line) =>
        Assert.DoesNotContain("NaN", CommandLine.Succeed(line).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("diff llama-3.1-8b llama-3.1-8b@0 --gpu h100-sxm", "unknown version '0' of the model llama-3.1-8b; accepted: llama-3.1-8b@")]
    [InlineData("diff llama-3.1-8b llama-9 --gpu h100-sxm", "unknown model 'llama-9'")]
    [InlineData("diff llama-3.1-8b llama-3.1-70b --gpu h100-sxm", "llama-3.1-70b does not fit")]
    [InlineData("diff llama-3.1-8b bge-m3 --gpu h100-sxm", "no phase in common")]
    [InlineData("diff llama-3.1-8b qwen3-32b --gpu h100-sxm --phase encode", "accepted: prefill, decode")]
    [InlineData("diff llama-3.1-8b qwen3-32b", "no GPU given")]
    [InlineData("diff llama-3.1-8b qwen3-32b --gpu h100-sxm --rate 0", "--rate")]
    [InlineData("diff llama-3.1-8b qwen3-32b --gpu h100-sxm --slo-tpot 5", "--slo-tpot")]
    [InlineData("diff llama-3.1-8b qwen3-32b --gpu h100-sxm --tp 16", "--tp")]
    [InlineData("diff llama-3.1-8b qwen3-32b --gpu h100-sxm --stack vlm", "unknown stack")]
    public void What_cannot_be_compared_is_refused_in_one_line(string line, string problem) =>
        Assert.Contains(problem, CommandLine.Line(line).Refusal(), StringComparison.Ordinal);

    [Fact]
    public void Versions_are_listed_and_shown()
    {
        Assert.Contains("; version ", CommandLine.Succeed("show model llama-3.1-8b").Output, StringComparison.Ordinal);
        Assert.Contains("version", CommandLine.Succeed("list models").Output, StringComparison.Ordinal);
    }
}
