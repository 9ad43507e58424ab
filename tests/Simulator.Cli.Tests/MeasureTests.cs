namespace Simulator.Cli.Tests;

/// <summary>The verbs that run kernels on this machine.</summary>
public class MeasureTests
{
    private const string Shapes = """
        op,precision,shape,cache
        triad,fp32,elements=4096,warm
        gemm,bf16,m=40;n=48;k=64,warm
        gemm,bf16,m=40;n=48;k=64,cold
        mla-decode,bf16,batch=1;kv=64;heads=4,warm
        """;

    [Fact]
    public void The_processor_is_listed_and_usable()
    {
        var output = CommandLine.Succeed("devices").Output;
        Assert.Matches(@"processor .* managed .* yes", output);
    }

    [Fact]
    public void Rows_are_measured_checked_resumed_and_read_back()
    {
        using var folder = new TemporaryFolder();
        var (shapes, rows) = (folder.Write("shapes.csv", Shapes), folder["rows.csv"]);
        var line = $"measure --shapes {shapes} --gpu mine --budget 12s --out {rows}";
        var first = CommandLine.Line(line).Output;
        Assert.Contains("3 measured, 1 failed", first, StringComparison.Ordinal);
        Assert.Contains("2 of 2 results agree with the double-precision reference", first, StringComparison.Ordinal);
        Assert.Contains("no kernel for mla-decode", first, StringComparison.Ordinal);
        var text = File.ReadAllText(rows);
        Assert.Equal(4, text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains(",managed,cold,", text, StringComparison.Ordinal);
        Assert.Contains("\"seed\": 1", File.ReadAllText(folder["rows.manifest.json"]), StringComparison.Ordinal);

        Assert.Contains("0 measured, 3 there before", CommandLine.Line(line).Output, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(rows));
        CommandLine.Line(line.Replace("--gpu mine", "--gpu other", StringComparison.Ordinal)).Refusal();
    }

    [Theory]
    [InlineData("measure --device nowhere --out OUT")]
    [InlineData("measure --budget 60 --out OUT")]
    [InlineData("measure --shapes nowhere.csv --out OUT")]
    [InlineData("measure --shapes BROKEN --out OUT")]
    [InlineData("measure --shapes BROKEN --trace BROKEN --out OUT")]
    [InlineData("measure --ops gem --out OUT")]
    [InlineData("measure --cache hot --out OUT")]
    [InlineData("measure")]
    [InlineData("probe --out machine.txt")]
    [InlineData("check --device nowhere --out OUT")]
    [InlineData("check --gpu h900 --out OUT")]
    public void Bad_input_is_refused_in_one_line_and_writes_nothing(string line)
    {
        using var folder = new TemporaryFolder();
        line = line.Replace("BROKEN", folder.Write("broken.csv", "op,precision,shape\ngemm,bf16,m=1;n=2\n"), StringComparison.Ordinal)
            .Replace("OUT", folder["out.csv"], StringComparison.Ordinal);
        CommandLine.Line(line).Refusal();
        Assert.False(Path.Exists(folder["out.csv"]));
    }
}
