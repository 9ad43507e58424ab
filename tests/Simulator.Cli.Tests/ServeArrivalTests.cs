namespace Simulator.Cli.Tests;

/// <summary>Where the requests of <c>gpusim serve</c> come from.</summary>
public class ServeArrivalTests
{
    private const string Small = "serve --gpu h100-sxm --model llama-3.1-8b";

    [Fact]
    public void An_Azure_trace_is_served_as_published_and_rows_without_an_answer_are_listed()
    {
        using var folder = new TemporaryFolder();
        var trace = folder.Write("azure.csv", """
            TIMESTAMP,ContextTokens,GeneratedTokens
            2023-11-16 18:17:03.9799600,480,10
            2023-11-16 18:17:04.0319600,318,0
            2023-11-16 18:17:05.0781490,110,27
            """);
        var output = CommandLine.Succeed($"{Small} --trace {trace}").Output;
        Assert.Contains("2 arrived, 2 answered, 0 rejected", output, StringComparison.Ordinal);
        Assert.Contains("trace: 1 rows left out", output, StringComparison.Ordinal);
        Assert.Contains("line 3: no answer", output, StringComparison.Ordinal);
        Assert.Equal(1, CommandLine.Succeed($"{Small} --trace {trace} --json").Json.GetProperty("trace_rows_left_out").GetInt32());
    }

    [Fact]
    public void A_Mooncake_trace_is_served_as_published_and_its_times_are_scaled()
    {
        using var folder = new TemporaryFolder();
        var trace = folder.Write("mooncake.jsonl", """
            {"timestamp": 0, "input_length": 655, "output_length": 52, "hash_ids": [46, 47]}
            {"timestamp": 10000, "input_length": 672, "output_length": 26, "hash_ids": [46, 48]}
            """);
        var seconds = CommandLine.Succeed($"{Small} --trace {trace} --json").Json.GetProperty("seconds").GetDouble();
        var scaled = CommandLine.Succeed($"{Small} --trace {trace} --time-scale 0.1 --json").Json.GetProperty("seconds").GetDouble();
        Assert.InRange(seconds, 10, 12);
        Assert.Equal(seconds - 9, scaled, 1e-6);
        var lengths = CommandLine.Succeed($"{Small} --rate 5 --requests 40 --lengths-from {trace} --max-input 660 --json").Json.GetProperty("tokens");
        Assert.InRange(lengths.GetProperty("prompt").GetInt64(), 40 * 655, 40 * 660);
    }

    [Fact]
    public void Sessions_have_longer_prompts_than_their_turns()
    {
        var line = $"{Small} --rate 2 --turns 4 --think 1s --input 100 --output 20 --system-prompt 500 --system-prompts 2 --requests 200 --json";
        var json = CommandLine.Succeed(line).Json;
        Assert.Equal(200, json.GetProperty("requests").GetProperty("finished").GetInt32());
        Assert.True(json.GetProperty("tokens").GetProperty("prompt").GetInt64() > 200 * 650);
        Assert.Equal(CommandLine.Succeed(line).Output, CommandLine.Succeed(line).Output);
    }

    [Fact]
    public void A_day_is_slow_at_first()
    {
        const string Requests = $"{Small} --rate 20 --requests 400 --input 64 --output 8 --json";
        var constant = CommandLine.Succeed(Requests).Json.GetProperty("seconds").GetDouble();
        var day = CommandLine.Succeed($"{Requests} - --peak 2 --period 10min").Json.GetProperty("seconds").GetDouble();
        Assert.True(day > 2 * constant);
    }

    [Theory]
    [InlineData("--rate 1 --input-p99 20", "20 is no 99th percentile of a log-normal distribution of mean 1024")]
    [InlineData("--rate 1 --peak 3", "--peak")]
    [InlineData("--concurrency 2 --peak 1.5", "peak: the rate follows the day only of a random process; accepted: together with rate")]
    [InlineData("--rate 1 --time-scale 2", "time_scale: no trace is given whose times could be scaled")]
    [InlineData("--rate 1 --system-prompt 5", "system_prompt: only sessions have a system prompt; accepted: together with turns")]
    [InlineData("--rate 1 --turns 0.5", "--turns")]
    [InlineData("--rate 1 --lengths-from none.csv", "none.csv: no such file")]
    public void Requests_that_contradict_themselves_are_refused_in_one_line(string options, string problem) =>
        Assert.Contains(problem, CommandLine.Line($"{Small} {options}").Refusal(), StringComparison.Ordinal);

    [Fact]
    public void A_source_of_requests_takes_the_place_of_the_file_s() => Assert.Contains(
        "requests: 6 arrived", CommandLine.Succeed("serve llama-70b-h100 --rate 3 --requests 6 --output 16").Output, StringComparison.Ordinal);

    [Fact]
    public void Sessions_of_a_trace_are_refused()
    {
        using var folder = new TemporaryFolder();
        var trace = folder.Write("trace.csv", "arrival_s,input_tokens,output_tokens\n0,1,1\n");
        Assert.Contains("turns: a recorded trace has no further turns", CommandLine.Line($"{Small} --trace {trace} --turns 3").Refusal(), StringComparison.Ordinal);
    }
}
