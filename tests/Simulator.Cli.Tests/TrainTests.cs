using System.Text.Json;

namespace Simulator.Cli.Tests;

public class TrainTests
{
    private const string Line = "train --system hgx-h100 --nodes 8 --model llama-3.1-70b --global-batch 128 --seq 8192 --precision fp8 --tp 4 --pp 8 --vp 5";

    [Fact]
    public void A_step_shows_its_time_its_memory_and_what_would_help()
    {
        var output = CommandLine.Succeed(Line).Output;
        Assert.All(
            new[] { "tp4 pp8 vp5 dp2 zero1", "mlp.gate_up.wgrad", "tokens/s", "model FLOPs", "bubble", "90 % interval", "optimizer states", "link bandwidth" },
            word => Assert.Contains(word, output, StringComparison.Ordinal));
    }

    [Fact]
    public void Json_holds_parts_that_add_up()
    {
        var json = CommandLine.Succeed($"{Line} --tokens 15T --json").Json;
        var (step, breakdown, memory) = (json.GetProperty("step"), json.GetProperty("breakdown"), json.GetProperty("memory"));
        var seconds = step.GetProperty("seconds").GetDouble();
        Assert.Equal(seconds, breakdown.EnumerateObject().Sum(p => p.Value.GetDouble()), 1e-6 * seconds);
        var parts = memory.EnumerateObject().Where(p => p.Name is not ("stage" or "total" or "capacity")).Sum(p => p.Value.GetDouble());
        Assert.Equal(memory.GetProperty("total").GetDouble(), parts, 1);
        Assert.Equal(128 * 8192 / seconds / 64, step.GetProperty("tokens_per_second_per_gpu").GetDouble(), 6);
        Assert.Equal(8, json.GetProperty("elasticities").GetArrayLength());
        var run = json.GetProperty("run");
        Assert.Equal(run.GetProperty("gpu_hours").GetDouble() * 2.5, run.GetProperty("dollars").GetDouble(), 1);
    }

    [Fact]
    public void A_timeline_holds_every_pass_and_the_memory()
    {
        using var folder = new TemporaryFolder();
        CommandLine.Succeed($"{Line} --timeline {folder["step.json"]}");
        var events = JsonDocument.Parse(File.ReadAllText(folder["step.json"])).RootElement.GetProperty("traceEvents").EnumerateArray().ToArray();
        Assert.Equal(2 * 40 * 64, events.Count(e => e.GetProperty("ph").GetString() == "X"));
        Assert.Contains(events, e => e.GetProperty("ph").GetString() == "C");
    }

    [Fact]
    public void A_search_lists_the_fastest_layouts()
    {
        var json = CommandLine.Succeed("train --gpu h100-sxm --model llama-3.1-8b --global-batch 64 --seq 4096 --search 3 --json").Json;
        var seconds = json.GetProperty("best").EnumerateArray().Select(b => b.GetProperty("step").GetProperty("seconds").GetDouble()).ToArray();
        Assert.Equal(3, seconds.Length);
        Assert.Equal(seconds.Order(), seconds);
        Assert.Contains("layouts fit", CommandLine.Succeed("train --gpu h100-sxm --model llama-3.1-8b --global-batch 64 --search").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_says_by_how_much_and_what_would()
    {
        var refusal = CommandLine.Line("train --gpu h100-sxm --model llama-3.1-8b --global-batch 64 --zero 0").Refusal();
        Assert.Matches("does not fit on h100-sxm: .* too much; the nearest configuration that fits: --", refusal);
    }

    [Theory]
    [InlineData("--tp 3 --pp 8", "--tp: 3 does not divide")]
    [InlineData("--tp 4 --pp 81", "--pp: 81 pipeline stages for 80 layers")]
    [InlineData("--tp 4 --pp 8 --dp 3", "--dp: tp4 pp8 dp3 zero1 needs 96 GPUs")]
    [InlineData("--tp 4 --pp 8 --dp two", "--dp: 'two' is not accepted")]
    [InlineData("--tp 4 --pp 16 --micro-batch 48", "--global-batch: 128 sequences are no multiple")]
    [InlineData("--precision fp9", "--precision: unknown recipe 'fp9'; did you mean 'fp8'")]
    [InlineData("--precision nvfp4", "--precision: h100-sxm has no matrix instruction")]
    [InlineData("--recompute some", "--recompute: unknown name 'some'; did you mean 'none'")]
    [InlineData("--schedule 2f2b", "--schedule: unknown name '2f2b'")]
    [InlineData("--framework keras", "--framework: unknown name 'keras'")]
    [InlineData("--tp 8 --pp 8 --stage-layers 10,x", "--stage-layers: '10,x' is not accepted")]
    [InlineData("--routing-skew 9", "--routing-skew: '9' is not accepted")]
    [InlineData("--tp 4 --search", "--tp: the search decides it")]
    [InlineData("--price 3", "--price: needs --tokens N")]
    [InlineData("--tokens lots", "--tokens: 'lots' is not accepted")]
    [InlineData("--tokens 1T --mtbf 5", "--mtbf: '5' has no unit")]
    [InlineData("--zero 5", "--zero: 5 is out of range")]
    public void Bad_input_is_refused_in_one_line(string options, string expected)
    {
        var refusal = CommandLine.Line($"train --system hgx-h100 --nodes 8 --model llama-3.1-70b --global-batch 128 --seq 8192 {options}").Refusal();
        Assert.StartsWith("gpusim: " + expected, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_runs_is_held_against_predictions()
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("runs.csv", """
            model,gpu,num_gpus,precision,gbs,mbs,seq_len,tp,pp,cp,vp,dp,fsdp,tokens_per_s_per_gpu,framework
            LLAMA3_8B,H100-SXM5-80GB,8,BF16,64,1,8192,1,1,1,,8,1,9000,Megatron-Bridge
            LLAMA9_8B,H100-SXM5-80GB,8,BF16,64,1,8192,1,1,1,,8,1,9000,Megatron-Bridge
            """);
        var output = CommandLine.Succeed($"validate --training {table} --worst 1").Output;
        Assert.Contains("line 3 left out: unknown model 'LLAMA9_8B'", output, StringComparison.Ordinal);
        var json = CommandLine.Succeed($"validate --training {table} --json").Json;
        Assert.Equal((1, 1), (json.GetProperty("total").GetProperty("rows").GetInt32(), json.GetProperty("rejected").GetInt32()));
        Assert.Equal(2, CommandLine.Succeed($"validate --training {table} --csv").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(1, CommandLine.Line($"validate --training {table} --max-mape 0.001").ExitCode);
        CommandLine.Line($"validate --training {table} --gpu h100-sxm").Refusal();
        CommandLine.Line($"validate --training {folder["none.csv"]}").Refusal();
    }
}
