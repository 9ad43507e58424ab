namespace Simulator.Cli.Tests;

public class PipelineTests
{
    private const string Small = """
        pools: { small: { gpu: h100-sxm, price: 2 USD } }
        engines: { embedder: { model: bge-m3 }, reranker: { model: bge-reranker-v2-m3 } }
        nodes:
          embed: { engine: embedder }
          search: { seconds: 10 ms, after: [embed] }
          rerank: { engine: reranker, input: 300, calls: 4, after: [search] }
        rate: 5
        requests: 50
        slo: 1 s
        """;

    [Theory]
    [InlineData("voice-assistant", "speak")]
    [InlineData("agent-loop", "tool")]
    public void Files_of_the_catalogue_run(string name, string node)
    {
        var output = CommandLine.Succeed($"pipeline {name} --requests 20").Output;
        Assert.Contains("requests: 20 arrived, 20 answered, 0 rejected", output, StringComparison.Ordinal);
        Assert.Contains(node, output, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_shares_of_the_critical_path_sum_to_one()
    {
        using var folder = new TemporaryFolder();
        var line = $"pipeline {folder.Write("small.yaml", Small)} --json";
        var first = CommandLine.Succeed(line);
        Assert.Equal(first.Output, CommandLine.Succeed(line).Output);
        Assert.NotEqual(first.Output, CommandLine.Succeed(line + " - --seed 2").Output);
        Assert.Equal(1, first.Json.GetProperty("nodes").EnumerateArray().Sum(n => n.GetProperty("critical_share").GetDouble()), 1e-9);
        Assert.Equal(2, first.Json.GetProperty("dollars_per_hour").GetDouble());
        Assert.InRange(first.Json.GetProperty("pools")[0].GetProperty("utilisation").GetDouble(), 1e-6, 1);
    }

    [Fact]
    public void The_cheapest_split_is_found_and_its_front_is_shown()
    {
        using var folder = new TemporaryFolder();
        var output = CommandLine.Succeed($"pipeline {folder.Write("small.yaml", Small)} --find cheapest-split --gpus 4").Output;
        Assert.Contains("splits that no cheaper one serves as well as", output, StringComparison.Ordinal);
        Assert.Contains("best: small=1, 1 GPUs", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace_brings_the_requests()
    {
        using var folder = new TemporaryFolder();
        var trace = folder.Write("trace.csv", """
            TIMESTAMP,ContextTokens,GeneratedTokens
            2023-11-16 18:17:03.9,48,10
            2023-11-16 18:17:04.5,31,8
            2023-11-16 18:17:05,31,0
            """);
        // An option takes the place of the file's rate.
        var output = CommandLine.Succeed($"pipeline {folder.Write("small.yaml", Small)} --trace {trace}").Output;
        Assert.Contains("requests: 2 arrived, 2 answered", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "pipeline voice-asistant", "no such system of models 'voice-asistant'")]
    [InlineData("", "pipeline ./nothing.yaml", "no such file")]
    [InlineData("", "--find cheapest", "--find: unknown goal 'cheapest'; did you mean")]
    [InlineData("", "--find best-split", "--gpus: accepted: together with --find")]
    [InlineData("", "--gpus 4", "--gpus: accepted: together with --find")]
    [InlineData("", "--find cheapest-split --gpus 0", "--gpus: 0 is out of range")]
    [InlineData("slo: 1 s", "--find cheapest-split", "--find: a split is judged by the objective; accepted: together with --slo")]
    [InlineData("", "--replicas smal=2", "--replicas: unknown pool 'smal'; did you mean 'small'?")]
    [InlineData("", "--replicas small=0", "--replicas: 'small=0' is not accepted")]
    [InlineData("", "--rate 0", "--rate")]
    [InlineData("", "--concurrency 5 --rate 1", "small.yaml: concurrency: requests come from several places")]
    [InlineData("rate: 5", "", "small.yaml: concurrency: no requests")]
    [InlineData("pools: { small: { gpu: h100-sxm, price: 2 USD } }", "", "small.yaml: engines.embedder.pool")]
    public void What_cannot_be_run_is_refused_in_one_line(string without, string options, string problem)
    {
        using var folder = new TemporaryFolder();
        var text = without.Length > 0 ? Small.Replace(without, "", StringComparison.Ordinal) : Small;
        var line = options.StartsWith("pipeline", StringComparison.Ordinal) ? options : $"pipeline {folder.Write("small.yaml", text)} {options}";
        Assert.Contains(problem, CommandLine.Line(line).Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_of_the_description_is_written() =>
        Assert.Contains("keeps_history", CommandLine.Succeed("schema pipeline").Output, StringComparison.Ordinal);
}
