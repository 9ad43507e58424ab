using System.Text.Json;
using Simulator.Hardware.Clusters;
using Simulator.Workloads.Models.Catalog;
using Simulator.Workloads.Operators;

namespace Simulator.Cli.Tests;

public class CatalogueVerbTests
{
    private static readonly SystemCatalog Systems = SystemCatalog.Open(Path.Combine(CommandLine.Root, "configs"));
    private static readonly ModelCatalog AllModels = ModelCatalog.Open(Path.Combine(CommandLine.Root, "workloads"));

    public static TheoryData<string, string> Entries
    {
        get
        {
            var entries = new TheoryData<string, string>();
            foreach (var id in Systems.Gpus.Ids)
                entries.Add("gpu", id);
            foreach (var id in Systems.Ids)
                entries.Add("system", id);
            foreach (var id in AllModels.Ids)
                entries.Add("model", id);
            return entries;
        }
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void Every_entry_is_listed_and_shown(string kind, string id)
    {
        var listed = CommandLine.Succeed($"list {kind}s").Output;
        Assert.Contains(listed.Split('\n'), l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() == id);
        var shown = CommandLine.Succeed($"show {kind} {id}").Output;
        Assert.True(shown.Split('\n').Length > 10, shown);
        Assert.All(shown.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
    }

    [Theory]
    [InlineData("operators", "gemm")]
    [InlineData("precisions", "w4a16")]
    [InlineData("formats", "nvfp4")]
    public void Other_lists_name_their_entries(string list, string name) =>
        Assert.Contains(CommandLine.Succeed($"list {list}").Output.Split('\n'), l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() == name);

    [Theory]
    [InlineData("gpu")]
    [InlineData("system")]
    [InlineData("model")]
    [InlineData("calibration")]
    [InlineData("serving")]
    [InlineData("pipeline")]
    public void Every_schema_is_JSON(string kind)
    {
        using var folder = new TemporaryFolder();
        CommandLine.Succeed($"schema {kind} --out {folder["schema.json"]}");
        Assert.Equal(CommandLine.Succeed($"schema {kind}").Output, File.ReadAllText(folder["schema.json"]));
        Assert.Equal("object", JsonDocument.Parse(File.ReadAllText(folder["schema.json"])).RootElement.GetProperty("type").GetString());
    }

    [Fact]
    public void Operators_are_listed_with_the_keys_of_their_shapes() =>
        Assert.Contains(CommandLine.Succeed("list operators").Output.Split('\n'), l => l.EndsWith(" m; n; k; quantised=0; batch=1", StringComparison.Ordinal));

    [Fact]
    public void A_shown_value_can_be_changed() =>
        Assert.Contains("8 TB/s", CommandLine.Succeed("show gpu h100-sxm --set gpu.memory.bandwidth=8TB/s").Output, StringComparison.Ordinal);

    public static TheoryData<string> Operators => [.. OperatorVocabulary.Names];

    [Theory]
    [MemberData(nameof(Operators))]
    public void Every_operator_is_estimated_cold_and_warm(string op)
    {
        var shape = ShapeOf(op);
        double[] seconds =
        [
            .. new[] { "cold", "warm", "step" }.Select(state =>
                CommandLine.Succeed($"estimate --gpu h100-sxm --op {op} --shape {shape} --l2 {state} --json").Json.GetProperty("seconds").GetDouble()),
        ];
        Assert.All(seconds, s => Assert.InRange(s, 1e-7, 0.1));
        Assert.True(seconds[1] <= seconds[0] * (1 + 1e-9), $"warm {seconds[1]}, cold {seconds[0]}");
        var text = CommandLine.Succeed($"estimate --gpu h100-sxm --op {op} --shape {shape}").Output;
        Assert.Contains("90 % interval", text, StringComparison.Ordinal);
    }

    private static string ShapeOf(string op) => op switch
    {
        "gemm" => "m=512;n=4096;k=4096",
        "moe" => "tokens=64;hidden=4096;inter=1536;topk=8;experts=128",
        "attention-prefill" => "batch=2;seq=1024;heads=32;kv_heads=8;head_dim=128",
        "attention-decode" => "batch=16;kv=2048;heads=32;kv_heads=8;head_dim=128",
        "attention-encoder" => "batch=2;seq=512;heads=16;head_dim=64",
        "attention-cross" => "batch=2;seq=64;kv=1500;heads=20;head_dim=64",
        "mla-prefill" => "batch=1;seq=512;heads=16",
        "mla-decode" => "batch=16;kv=2048;heads=16",
        "rms-norm" or "layer-norm" or "quantise" => "tokens=512;hidden=4096",
        "activation" => "tokens=512;inter=8192",
        "rope" => "tokens=512;heads=32;kv_heads=8;head_dim=128",
        "embedding" => "tokens=512;hidden=4096;vocab=32000",
        "sample" => "tokens=16;vocab=32000",
        "elementwise" or "triad" or "reduction" => "elements=1000000",
        "rms-norm-backward" or "layer-norm-backward" => "tokens=512;hidden=4096",
        "activation-backward" => "tokens=512;inter=8192",
        "attention-backward" => "batch=1;seq=512;heads=16;kv_heads=4;head_dim=128;value_dim=128",
        "cross-entropy" => "tokens=512;vocab=32000",
        "cast" => "rows=512;columns=4096",
        "optimizer" => "elements=1000000;state_bytes=12",
        "copy" => "bytes=1000000",
        "send-recv" => "gpus=2;bytes=1000000",
        _ when op.StartsWith("mamba2-", StringComparison.Ordinal) => "batch=2;seq=256;d_model=4096;d_state=128;heads=64;head_dim=64;groups=8",
        _ when op.StartsWith("delta-", StringComparison.Ordinal) => "batch=2;seq=256;key_heads=16;value_heads=32;key_dim=128;value_dim=128",
        _ => "gpus=8;bytes=1000000",
    };
}
