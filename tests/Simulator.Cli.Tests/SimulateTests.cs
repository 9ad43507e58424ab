using System.Text.Json;

namespace Simulator.Cli.Tests;

public class SimulateTests
{
    [Fact]
    public void The_main_command_answers_what_a_user_asks()
    {
        var text = CommandLine.Succeed(CommandLine.Main).Output;
        string[] parts = ["TPOT", "tokens/s", "roofline", "utilisation", "bound by", "memory per GPU", "10 % more of", "memory bandwidth", "calibrated"];
        Assert.All(parts, part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.All(text.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
    }

    [Fact]
    public void Its_figures_are_plausible()
    {
        var json = CommandLine.Succeed($"{CommandLine.Main} --json").Json;
        var step = json.GetProperty("step");
        Assert.InRange(Number(step, "seconds"), 0.012, 0.025);
        Assert.InRange(Number(step, "roofline_seconds"), 0.009, Number(step, "seconds"));
        Assert.InRange(Number(step, "seconds"), Number(step, "low_seconds"), Number(step, "high_seconds"));
        Assert.Equal(64 / Number(step, "seconds"), Number(step, "tokens_per_second"), 6);
        Assert.Equal(Number(step, "tokens_per_second") / 4, Number(step, "tokens_per_second_per_gpu"), 6);
        Assert.Equal("calibrated", step.GetProperty("provenance").GetString());
        Assert.Equal("TPOT", step.GetProperty("latency_name").GetString());
        var memory = json.GetProperty("memory");
        Assert.Equal(18.2e9, Number(memory, "weights"), 0.1e9);
        Assert.Equal(64 * 4097.0 * 80 * 2 * 2 * 128 * 2, Number(memory, "kv_cache"), 0.0);
        Assert.True(memory.GetProperty("fits").GetBoolean());
        Assert.Equal(Number(step, "seconds"), json.GetProperty("operators").EnumerateArray().Sum(o => Number(o, "exposed_seconds")), 12);
        var first = json.GetProperty("elasticities")[0];
        Assert.Equal("memory bandwidth", first.GetProperty("resource").GetString());
        Assert.InRange(Number(first, "elasticity"), 0.5, 1);
    }

    [Fact]
    public void Csv_holds_the_operators()
    {
        var lines = CommandLine.Succeed($"{CommandLine.Main} --csv -").Output.Split("\r\n");
        Assert.StartsWith("gpu,name,op,precision,shape,repeat,stream,latency_us", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, l => l.StartsWith("h100-sxm,mlp.gate_up,gemm,fp8,m=64;n=14336;k=8192", StringComparison.Ordinal));
    }

    [Fact]
    public void The_timeline_ends_with_the_step()
    {
        using var folder = new TemporaryFolder();
        CommandLine.Succeed($"{CommandLine.Main} --json {folder["step.json"]} --timeline {folder["new/step.trace.json"]}");
        var step = JsonDocument.Parse(File.ReadAllText(folder["step.json"])).RootElement.GetProperty("step");
        var events = JsonDocument.Parse(File.ReadAllText(folder["new/step.trace.json"])).RootElement.GetProperty("traceEvents");
        var sum = events.EnumerateArray()
            .Where(e => e.GetProperty("ph").GetString() == "X" && e.GetProperty("tid").GetInt32() == 0).Sum(e => Number(e, "dur"));
        Assert.Equal(Number(step, "seconds"), sum * 1e-6, 9);
    }

    [Theory]
    [InlineData("gpu.memory.bandwidth=5TB/s")]
    [InlineData("gpu.links.scale_up=900GB/s")]
    public void More_of_a_resource_is_faster_and_extrapolated(string change)
    {
        var now = CommandLine.Succeed($"{CommandLine.Main} --json").Json.GetProperty("step");
        var changed = CommandLine.Succeed($"{CommandLine.Main} --json --set {change}").Json;
        Assert.True(Number(changed.GetProperty("step"), "seconds") < Number(now, "seconds"));
        Assert.Equal("extrapolated", changed.GetProperty("step").GetProperty("provenance").GetString());
        Assert.Equal(change, changed.GetProperty("changes")[0].GetString());
    }

    [Fact]
    public void Without_a_graph_the_host_may_bind()
    {
        var one = "simulate --gpu h100-sxm --model llama-3.1-8b --batch 1 --context 128 --tp 8 --json";
        var graph = CommandLine.Succeed(one).Json.GetProperty("step");
        var stream = CommandLine.Succeed($"{one} --no-graph").Json.GetProperty("step");
        Assert.Equal(0, Number(graph, "host_bound_seconds"));
        Assert.True(Number(stream, "host_bound_seconds") > 0);
        Assert.Equal(Number(stream, "seconds"), Number(graph, "seconds") + Number(stream, "host_bound_seconds"), 9);
    }

    [Fact]
    public void A_comparison_shows_GPUs_side_by_side()
    {
        const string step = "simulate --model llama-3.1-70b --batch 64 --context 4096 --precision fp8 --tp 4 --compare h100-sxm,b200-sxm,l4";
        var text = CommandLine.Succeed(step).Output;
        Assert.Contains("1.00 x", text, StringComparison.Ordinal);
        Assert.Contains("does not fit", text, StringComparison.Ordinal);
        var list = CommandLine.Succeed($"{step} --json").Json.EnumerateArray().ToList();
        Assert.Equal(["h100-sxm", "b200-sxm", "l4"], list.Select(e => e.GetProperty("gpu").GetString()));
        Assert.True(Number(list[1].GetProperty("step"), "seconds") < Number(list[0].GetProperty("step"), "seconds"));
        Assert.False(list[2].GetProperty("memory").GetProperty("fits").GetBoolean());
        Assert.Equal(2 * 17 + 2, CommandLine.Succeed($"{step} --csv").Output.Split("\r\n").Length);
    }

    public static TheoryData<string> Traces =>
        [.. Directory.EnumerateFiles(Path.Combine(CommandLine.Root, "workloads", "traces"), "*.csv").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Traces))]
    public void Every_trace_of_the_repository_is_priced(string file)
    {
        var path = Path.Combine(CommandLine.Root, "workloads", "traces", file);
        foreach (var gpu in new[] { "h100-sxm", "a100-sxm", "b200-sxm" })
        {
            var step = CommandLine.Succeed($"simulate --gpu {gpu} --trace {path} --json").Json.GetProperty("step");
            Assert.InRange(Number(step, "seconds"), Number(step, "roofline_seconds"), 1);
        }
    }

    [Fact]
    public void A_trace_that_was_written_gives_the_time_of_its_model()
    {
        using var folder = new TemporaryFolder();
        CommandLine.Succeed($"trace {CommandLine.Main.Replace("simulate --gpu h100-sxm ", "", StringComparison.Ordinal)} --out {folder["step.csv"]}");
        var model = CommandLine.Succeed($"{CommandLine.Main} --json").Json.GetProperty("step");
        var trace = CommandLine.Succeed($"simulate --gpu h100-sxm --trace {folder["step.csv"]} --json").Json.GetProperty("step");
        Assert.Equal(Number(model, "seconds"), Number(trace, "seconds"));
    }

    [Fact]
    public void A_step_that_takes_no_time_is_no_fault()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("none.csv", "name,op,precision,shape,repeat,stream\nx,all-reduce,bf16,gpus=1;bytes=8,1,0\n");
        CommandLine.Succeed($"simulate --gpu h100-sxm --trace {file}");
        CommandLine.Succeed($"simulate --gpu h100-sxm --trace {file} --json");
    }

    private static double Number(JsonElement e, string name) => e.GetProperty(name).GetDouble();
}
