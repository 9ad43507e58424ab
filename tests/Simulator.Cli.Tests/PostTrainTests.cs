using System.Text.Json;

namespace Simulator.Cli.Tests;

public class PostTrainTests
{
    private const string Small = "post-train llama-8b-grpo --gpus 8 --prompts 8 --samples 4 --output 200 --output-p99 800 --max-output 1000 --iterations 2";

    [Fact]
    public void A_file_of_the_catalogue_is_run_and_options_replace_its_values()
    {
        var output = CommandLine.Succeed(Small).Output;
        Assert.Contains("8 prompts x 4 answers | 512 + 200 tokens, p99 800, most 1000 | one pool of 8, synchronous", output, StringComparison.Ordinal);
        Assert.Contains("rollout tail", output, StringComparison.Ordinal);
        Assert.Contains("iteration: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        var line = $"{Small} --json";
        Assert.Equal(CommandLine.Succeed(line).Output, CommandLine.Succeed(line).Output);
        Assert.NotEqual(CommandLine.Succeed(line).Output, CommandLine.Succeed(line + " --seed 2").Output);
    }

    [Fact]
    public void Shares_of_a_pool_add_up_and_staleness_keeps_its_bound()
    {
        var json = CommandLine.Succeed(
            "post-train llama-8b-grpo-async --rollout-gpus 4 --learner-gpus 4 --prompts 8 --samples 4 --output 200 --output-p99 800 --max-output 1000 "
            + "--json").Json;
        foreach (var pool in json.GetProperty("pools").EnumerateArray())
            Assert.Equal(1, pool.GetProperty("shares").EnumerateObject().Sum(s => s.Value.GetDouble()), 1e-9);
        Assert.Equal(2, json.GetProperty("staleness").GetProperty("samples").GetArrayLength());
        var samples = json.GetProperty("samples");
        Assert.Equal(samples.GetProperty("begun").GetInt64(), samples.GetProperty("learned").GetInt64() + samples.GetProperty("in_flight").GetInt64());
    }

    [Fact]
    public void Iterations_and_time_line_are_written()
    {
        using var folder = new TemporaryFolder();
        var (csv, trace) = (Path.Combine(folder.Path, "i.csv"), Path.Combine(folder.Path, "t.json"));
        CommandLine.Succeed($"{Small} --csv {csv} --timeline {trace}");
        Assert.Equal(4, File.ReadAllLines(csv).Length);
        var events = JsonDocument.Parse(File.ReadAllText(trace)).RootElement.GetProperty("traceEvents").EnumerateArray().ToArray();
        Assert.Contains(events, e => e.GetProperty("name").GetString() == "learning");
        Assert.Contains(events, e => e.GetProperty("name").GetString() == "generating");
    }

    [Fact]
    public void A_search_lists_divisions_fastest_first()
    {
        var json = CommandLine.Succeed($"{Small} --search --json").Json;
        var times = json.GetProperty("divisions").EnumerateArray().Select(d => d.GetProperty("iteration_s").GetDouble()).ToArray();
        Assert.Equal(times.Order(), times);
        Assert.True(times.Length >= 4);
        Assert.Contains("generate + learn", CommandLine.Succeed($"{Small} --search").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("post-train", "nothing to train")]
    [InlineData("post-train llama-8b-grp", "did you mean 'llama-8b-grpo'")]
    [InlineData("post-train --gpu h100-sxm", "model")]
    [InlineData("post-train --model llama-3.1-8b", "one of gpu and system")]
    [InlineData(Small + " --staleness 1", "--staleness: 1 needs placement split")]
    [InlineData(Small + " --placement split", "--gpus: belongs to placement one-pool")]
    [InlineData(Small + " --placement both", "--placement")]
    [InlineData(Small + " --rollout-tp 3", "--rollout-tp: 3 does not divide")]
    [InlineData(Small + " --minibatches 3", "--minibatches: 3 does not divide")]
    [InlineData(Small + " --output-p99 100", "--output-p99")]
    [InlineData(Small + " --reward-model llama-3.1-8b", "--reward-model: belongs to reward: model")]
    [InlineData(Small + " --framework megatrn", "did you mean 'megatron'")]
    [InlineData(Small + " --rollout-precision fp9", "--rollout-precision: unknown precision recipe 'fp9'")]
    [InlineData(Small + " --model llama-3.1-405b", "--micro-tokens: the learner needs")]
    [InlineData(Small + " --model whisper-large-v3", "--model: whisper-large-v3 is no decoder")]
    [InlineData(Small + " --search --csv x.csv", "--csv: belongs to one division")]
    [InlineData(Small + " --reward-time 5", "--reward-time")]
    public void What_cannot_be_trained_is_refused_in_one_line(string line, string problem) =>
        Assert.Contains(problem, CommandLine.Line(line).Refusal(), StringComparison.Ordinal);

    [Fact]
    public void The_schema_names_every_key() => Assert.Contains(
        "\"rollout_gpus\"", CommandLine.Succeed("schema post-training").Output, StringComparison.Ordinal);
}
