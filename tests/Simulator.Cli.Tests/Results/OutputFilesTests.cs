namespace Simulator.Cli.Tests.Results;

public class OutputFilesTests
{
    [Fact]
    public void Nothing_is_written_where_one_file_cannot_be()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["taken"]);
        folder.Write("old.json", "old");
        foreach (var other in new[] { folder["taken"], "/proc/none/x.csv", folder["old.json/x.csv"], "/dev/full/x", "\"\"" })
        {
            CommandLine.Line($"{CommandLine.Main} --json {folder["old.json"]} --timeline {folder["t.json"]} --csv {other}").Refusal();
            Assert.Equal(["old.json", "taken"], folder.Files);
            Assert.Equal("old", File.ReadAllText(folder["old.json"]));
        }
    }

    [Fact]
    public void A_timeline_that_is_too_long_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        var trace = folder.Write("long.csv", "name,op,precision,shape,repeat,stream\nx,rms-norm,bf16,tokens=1;hidden=64,100000000,0\n");
        var line = $"simulate --gpu h100-sxm --trace {trace} --no-graph --json {folder["a.json"]} --timeline {folder["t.json"]}";
        Assert.Contains("at most 1000000", CommandLine.Line(line).Refusal(), StringComparison.Ordinal);
        Assert.Equal(["long.csv"], folder.Files);
    }

    [Theory]
    [InlineData("--json --csv", "--csv: standard output takes one result")]
    [InlineData("--json - --timeline -", "--timeline: standard output takes one result")]
    [InlineData("--json step.out --csv ./step.out", "two results would go to this file")]
    public void Results_do_not_mix(string options, string message)
    {
        Assert.Contains(message, CommandLine.Line($"{CommandLine.Main} {options}").Refusal(), StringComparison.Ordinal);
        Assert.False(File.Exists("step.out"));
    }

    [Fact]
    public void A_dash_is_standard_output_and_files_leave_the_tables()
    {
        using var folder = new TemporaryFolder();
        Assert.StartsWith("{", CommandLine.Succeed($"{CommandLine.Main} --json -").Output, StringComparison.Ordinal);
        Assert.StartsWith("{\"displayTimeUnit\"", CommandLine.Succeed($"{CommandLine.Main} --timeline -").Output, StringComparison.Ordinal);
        var tables = CommandLine.Succeed(CommandLine.Main).Output;
        Assert.Equal(tables, CommandLine.Succeed($"{CommandLine.Main} --json {folder["a.json"]} --csv {folder["a.csv"]}").Output);
        Assert.Equal(["a.csv", "a.json"], folder.Files);
        Assert.False(File.Exists("-"));
    }
}
