namespace Simulator.Cli.Tests;

public class ServeTests
{
    private const string Small = "serve --gpu h100-sxm --model llama-3.1-8b --input 256 --output 64";

    private const string Runs = """
        gpu,model,precision,stack,input_tokens,output_tokens,concurrency,tp,attention_dp,moe_tp,moe_ep,ttft_ms,tpot_ms
        h100-sxm,meta-llama/Llama-3.1-8B-Instruct,,trtllm,1024,128,8,1,,1,1,60,8
        h900,meta-llama/Llama-3.1-8B-Instruct,,trtllm,1024,128,8,1,,1,1,60,8
        """;

    [Fact]
    public void A_file_of_the_catalogue_is_served_and_options_replace_its_values()
    {
        var output = CommandLine.Succeed("serve llama-70b-h100 --concurrency 2 --requests 5 --output 32").Output;
        Assert.Contains("requests: 5 arrived, 5 answered, 0 rejected", output, StringComparison.Ordinal);
        Assert.Contains("time to first token", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        var line = $"{Small} --rate 20 --requests 200 --shortest 0.2 --json";
        Assert.Equal(CommandLine.Succeed(line).Output, CommandLine.Succeed(line).Output);
        Assert.NotEqual(CommandLine.Succeed(line).Output, CommandLine.Succeed(line + " --seed 2").Output);
    }

    [Fact]
    public void An_overloaded_system_ends_with_its_queue_reported()
    {
        var json = CommandLine.Succeed($"{Small} --rate 5000 --requests 100000 --duration 2s --slo-ttft 1ms --json").Json;
        var requests = json.GetProperty("requests");
        Assert.True(requests.GetProperty("waiting").GetInt32() > 1000);
        Assert.Equal(0, requests.GetProperty("kept_objective").GetInt32());
        Assert.Equal(2, json.GetProperty("seconds").GetDouble());
    }

    [Theory]
    [InlineData("--rate 1 --duration 1ms")]
    [InlineData("--concurrency 2 --output 1")]
    [InlineData("--rate 1 --requests 3 --input 200000")]
    public void Runs_in_which_little_happens_show_no_undefined_number(string options) => Assert.DoesNotContain(
        "NaN", CommandLine.Succeed($"serve --gpu h100-sxm --model llama-3.1-8b {options}").Output, StringComparison.Ordinal);

    [Fact]
    public void A_recorded_trace_is_served_and_what_cannot_fit_is_listed()
    {
        using var folder = new TemporaryFolder();
        var trace = folder.Write("trace.csv", "arrival_s,input_tokens,output_tokens\n0,100,10\n1,200000,10\n1.5,100,10\n");
        var output = CommandLine.Succeed($"serve --gpu h100-sxm --model llama-3.1-8b --trace {trace}").Output;
        Assert.Contains("3 arrived, 2 answered, 1 rejected", output, StringComparison.Ordinal);
        Assert.Contains("rejected: request at 1 s with 200000 + 10 tokens: longer than the model's context", output, StringComparison.Ordinal);
    }
    [Fact]
    public void A_disaggregated_fleet_shows_its_pools_and_transfers()
    {
        var output = CommandLine.Succeed("serve llama-70b-hopper-blackwell --requests 40 --output 16 --set prefill.replicas=1").Output;
        Assert.Contains("prefill: Llama 3.1 70B, fp8, tp4 on h100-sxm", output, StringComparison.Ordinal);
        Assert.Contains("decode: Llama 3.1 70B, fp8, tp4 on b200-sxm", output, StringComparison.Ordinal);
        Assert.Contains("KV transfer: 40 caches", output, StringComparison.Ordinal);
        var json = CommandLine.Succeed("serve llama-70b-hopper-blackwell --requests 40 --output 16 --json").Json;
        Assert.Equal(2, json.GetProperty("pools").GetArrayLength());
        Assert.Equal(40, json.GetProperty("transfer").GetProperty("caches").GetInt32());
    }

    [Fact]
    public void Replications_are_kept_resumed_and_joined_from_parts_with_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        var line = $"{Small} --rate 20 --requests 100 --replications 3 --json --results {folder.Path}/";
        var whole = CommandLine.Succeed(line + "a --threads 1").Output;
        Assert.Equal(whole, CommandLine.Succeed(line + "a").Output);
        CommandLine.Succeed(line + "b --shard 2/2");
        var file = Directory.GetFiles(Path.Combine(folder.Path, "b"), "*.json", SearchOption.AllDirectories);
        Assert.Equal(2, file.Length);
        var written = File.GetLastWriteTimeUtc(file[0]);
        Assert.Equal(whole, CommandLine.Succeed(line + "b --threads 2").Output);
        Assert.Equal(written, File.GetLastWriteTimeUtc(file[0]));
        var ttft = CommandLine.Succeed(line + "a").Json.GetProperty("summary").GetProperty("ttft_s.mean");
        Assert.InRange(ttft.GetProperty("mean").GetDouble(), ttft.GetProperty("least").GetDouble(), ttft.GetProperty("most").GetDouble());
        var other = CommandLine.Line($"{line}b --run {Path.GetFileName(Path.GetDirectoryName(file[0]))} --burstiness 2");
        Assert.Contains("is of another simulation", other.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_parts_of_an_engine_are_reported()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("tiers.yaml", """
            gpu: h100-sxm
            model: llama-3.1-8b
            concurrency: 4
            input: 64
            output: 32
            prefix_cache: true
            preemption: swap
            speculative_tokens: 2
            graph_sizes: vllm
            tiers:
              - { name: host, capacity: 10 GB }
              - { name: nas, capacity: 1 TB, bandwidth: 2 GB/s, latency: 1 ms }
            """);
        var output = CommandLine.Succeed($"serve {file}").Output;
        Assert.Contains("speculation: ", output, StringComparison.Ordinal);
        Assert.Contains("CUDA graphs: ", output, StringComparison.Ordinal);
        Assert.Contains("prefix cache: 0.0 % of 2560 prompt tokens", output, StringComparison.Ordinal);
        Assert.Contains("swaps: 0 to the host", output, StringComparison.Ordinal);
        var json = CommandLine.Succeed($"serve {file} --json").Json;
        Assert.InRange(json.GetProperty("speculation").GetProperty("tokens_per_step").GetDouble(), 1.8, 2.5);
        Assert.True(json.GetProperty("graphs").GetProperty("padding_tokens").GetInt64() > 0);
        Assert.Equal(2560, json.GetProperty("prefix_cache").GetProperty("prompt_tokens").GetInt64());
        Assert.True(json.GetProperty("host_s").GetProperty("exposed").GetDouble() > 0);
        var bad = folder.Write("bad.yaml", "gpu: h100-sxm\nmodel: llama-3.1-8b\nconcurrency: 4\nprefix_cache: true\ntiers: [{ name: nas, capacity: 1 TB }]\n");
        Assert.Contains("tier 'nas' needs bandwidth and latency", CommandLine.Line($"serve {bad}").Refusal(), StringComparison.Ordinal);
        Assert.Contains("prefix_cache true with tiers", CommandLine.Line($"serve {bad} --prefix-cache false").Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve", "nothing to serve")]
    [InlineData("serve nothing-such", "unknown serving description 'nothing-such'")]
    [InlineData("serve llama-8b-flet", "did you mean 'llama-8b-fleet'")]
    [InlineData(Small + " --rate 1 --replicas 0", "--replicas")]
    [InlineData(Small + " --rate 1 --router nearest", "--router")]
    [InlineData(Small + " --rate 1 --shard 1/2", "--shard: belongs to replications")]
    [InlineData(Small + " --rate 1 --replications 2 --shard 3/2", "--shard")]
    [InlineData(Small + " --rate 1 --set prefill.tp=2", "one side of a disaggregated fleet is missing")]
    [InlineData(Small + " --rate 1 --set prefil.tp=2", "did you mean 'prefill'")]
    [InlineData(Small + " --rate 1 --set prefill.tp=1 --set decode.tp=3", "decode.tp")]
    [InlineData("serve --gpu h100-sxm --concurrency 4", "model")]
    [InlineData("serve --model llama-3.1-8b --concurrency 4", "one of gpu and system")]
    [InlineData("serve --gpu h100-sxm --model llama-3.1-8b", "one of concurrency, rate and trace")]
    [InlineData(Small + " --rate 1 --concurrency 4", "one of concurrency, rate and trace")]
    [InlineData(Small + " --concurrency 0", "--concurrency")]
    [InlineData(Small + " --rate x", "--rate")]
    [InlineData(Small + " --rate 1e-300", "--rate")]
    [InlineData(Small + " --rate 1 --slo-ttft 5", "--slo-ttft")]
    [InlineData(Small + " --rate 1 --stack vlm", "unknown stack 'vlm'; did you mean")]
    [InlineData(Small + " --rate 1 --scheduler later", "--scheduler")]
    [InlineData(Small + " --rate 1 --speculative-tokens 2 --acceptance 1.5", "--acceptance: '1.5' is not accepted")]
    [InlineData(Small + " --rate 1 --speculative-tokens 2 --acceptance 0.5,0.5,0.5", "or up to 2, by position")]
    [InlineData(Small + " --rate 1 --speculative-tokens 2 --drafter mtp", "--drafter: llama-3.1-8b has no multi-token prediction")]
    [InlineData(Small + " --rate 1 --speculative-tokens 2 --drafter draft-model", "--draft-model: the model that drafts is missing")]
    [InlineData(Small + " --rate 1 --speculative-tokens 2 --draft-model bge-m3", "--draft-model: bge-m3 does not generate tokens")]
    [InlineData(Small + " --rate 1 --draft-model llama-3.1-8b", "speculative_tokens of at least 1")]
    [InlineData(Small + " --rate 1 --graph-sizes vlm", "did you mean 'vllm'")]
    [InlineData(Small + " --rate 1 --preemption swop", "did you mean 'swap'")]
    [InlineData(Small + " --rate 1 --swap-space 5", "--swap-space")]
    [InlineData(Small + " --rate 1 --eviction never", "--eviction")]
    [InlineData(Small + " --rate 1 --tp 3", "--tp")]
    [InlineData("serve --gpu h100-sxm --model llama-3.1-70b --rate 1", "leaves no memory for a KV cache")]
    [InlineData("serve --gpu h100-sxm --model whisper-large-v3 --rate 1 --trace none.csv", "one of concurrency, rate and trace")]
    [InlineData("serve --gpu h100-sxm --model bge-m3 --rate 1", "does not generate tokens")]
    public void What_cannot_be_served_is_refused_in_one_line(string line, string problem) =>
        Assert.Contains(problem, CommandLine.Line(line).Refusal(), StringComparison.Ordinal);

    [Fact]
    public void Measured_runs_are_compared_and_a_threshold_that_is_missed_is_exit_code_1()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("runs.csv", Runs);
        var output = CommandLine.Succeed($"validate --serving {file}").Output;
        Assert.Contains("not predicted: 1 runs, the first in line 3", output, StringComparison.Ordinal);
        var json = CommandLine.Succeed($"validate --serving {file} --json").Json;
        Assert.Equal(1, json.GetProperty("total").GetProperty("rows").GetInt32());
        Assert.Equal(1, CommandLine.Line($"validate --serving {file} --max-mape 0.001").ExitCode);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("gpu,model\n", "the column is missing")]
    public void Bad_measured_runs_are_refused_in_one_line(string text, string problem)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(problem, CommandLine.Line($"validate --serving {folder.Write("runs.csv", text)}").Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Validation_names_what_it_lacks() =>
        Assert.Contains("no measurements given", CommandLine.Line("validate").Refusal(), StringComparison.Ordinal);

    [Fact]
    public void Energy_and_money_are_shown_and_a_price_changes_money_alone()
    {
        const string Line = Small + " --rate 5 --requests 20";
        var output = CommandLine.Succeed(Line).Output;
        Assert.Contains("W per GPU on average", output, StringComparison.Ordinal);
        Assert.Contains("(estimated: the GPU's parts alone", output, StringComparison.Ordinal);
        var cheap = CommandLine.Succeed($"{Line} --gpu-hour-price 1USD --json").Json;
        var dear = CommandLine.Succeed($"{Line} --gpu-hour-price 3USD --json").Json;
        Assert.Equal(3 * Money(cheap, "million_tokens_usd"), Money(dear, "million_tokens_usd"), 1e-9);
        Assert.Equal("as given", dear.GetProperty("money").GetProperty("origin").GetString());
        Assert.True(Money(CommandLine.Succeed($"{Line} --gpu-hour-price 1USD --kilowatt-hour-price 0.2USD --json").Json, "fleet_hour_usd") > 1);
        Assert.InRange(cheap.GetProperty("energy").GetProperty("watts_per_gpu").GetDouble(), 50, 700);

        static double Money(System.Text.Json.JsonElement json, string key) => json.GetProperty("money").GetProperty(key).GetDouble();
    }

    [Fact]
    public void A_run_that_is_kept_becomes_a_report_with_its_figures()
    {
        using var folder = new TemporaryFolder();
        var output = CommandLine.Succeed(
            $"{Small} --rate 20 --requests 100 --slo-tpot 20ms --results {folder.Path} --name served --run first --timeline {folder["t.json"]} " +
            $"--timeline-requests 10 --series {folder["s.csv"]}").Output;
        var run = Path.Combine(folder.Path, "served", "first");
        Assert.Contains($"'gpusim report {run}' shows it", output, StringComparison.Ordinal);
        Assert.Equal(
            ["latency.csv", "manifest.json", "series.csv", "serving.json", "timeline.json"], Directory.GetFiles(run).Select(f => Path.GetFileName(f)).Order());
        Assert.Equal(File.ReadAllText(folder["s.csv"]), File.ReadAllText(Path.Combine(run, "series.csv")));
        Assert.StartsWith("start_s,end_s,busy,queue,batch,kv_share,", File.ReadAllText(folder["s.csv"]), StringComparison.Ordinal);

        var report = CommandLine.Line($"report {run} --figures {folder["figures"]}");
        Assert.Equal(0, report.ExitCode);
        Assert.Contains("llama-3.1-8b on h100-sxm yields", report.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["cache", "latencies", "occupancy", "power", "tokens"],
            Directory.GetFiles(folder["figures"], "*.svg").Select(f => Path.GetFileNameWithoutExtension(f)).Order());
        Assert.Contains("timeline.json in the same folder", File.ReadAllText(Path.Combine(run, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_loads_are_one_table_and_the_same_whatever_the_threads()
    {
        using var folder = new TemporaryFolder();
        const string Line = Small + " --requests 60 --slo-tpot 8ms --curve concurrency=1,4,16";
        Assert.Equal(CommandLine.Succeed($"{Line} --threads 1 --json").Output, CommandLine.Succeed($"{Line} --threads 3 --json").Output);
        var output = CommandLine.Succeed($"{Line} --results {folder.Path} --name loads --run a").Output;
        Assert.Contains("tokens/s/user", output, StringComparison.Ordinal);
        var run = Path.Combine(folder.Path, "loads", "a");
        Assert.Equal(4, File.ReadAllLines(Path.Combine(run, "curve.csv")).Length);
        Assert.Equal(0, CommandLine.Line($"report {run} --figures {folder["figures"]}").ExitCode);
        Assert.Equal(["front", "tpot", "ttft"], Directory.GetFiles(folder["figures"], "*.svg").Select(f => Path.GetFileNameWithoutExtension(f)).Order());
        Assert.Equal(3, CommandLine.Succeed(Small + " --requests 10 --curve rate=1..9:3 --json").Json.GetArrayLength());
    }

    [Theory]
    [InlineData("--curve seed=1,2", "--curve")]
    [InlineData("--curve concurrency", "--curve")]
    [InlineData("--curve concurrency=0,1", "--curve")]
    [InlineData("--curve rate=1..8", "1 to 1000 values")]
    [InlineData("--curve rate=1,2 --timeline t.json", "--timeline")]
    [InlineData("--rate 1 --gpu-hour-price 2", "--gpu-hour-price")]
    [InlineData("--rate 1 --gpu-hour-price -1USD", "--gpu-hour-price")]
    [InlineData("--rate 1 --timeline-requests 0", "--timeline-requests")]
    [InlineData("--rate 1 --name a/b", "name")]
    public void Outputs_that_cannot_be_are_refused_in_one_line(string options, string problem) =>
        Assert.Contains(problem, CommandLine.Line($"{Small} {options}").Refusal(), StringComparison.Ordinal);
}
