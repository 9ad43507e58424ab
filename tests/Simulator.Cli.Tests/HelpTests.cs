namespace Simulator.Cli.Tests;

public class HelpTests
{
    [Fact]
    public void Without_arguments_help_is_shown()
    {
        var help = CommandLine.Succeed("--help").Output;
        Assert.Equal(help, CommandLine.Run().Output);
        Assert.Equal(0, CommandLine.Run().ExitCode);
        Assert.All(new[] { "simulate", "train", "estimate", "trace", "list", "show", "schema", "--version", "Examples:" }, word =>
            Assert.Contains(word, help, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("simulate", "Hardware:", "Workload:", "Precision:", "Parallelism:", "Results:", "Examples:")]
    [InlineData("estimate", "Hardware:", "Operator:", "Results:", "Examples:")]
    [InlineData("train", "Hardware:", "Workload:", "Parallelism:", "Execution:", "Search:", "Run:", "Results:", "Examples:")]
    [InlineData("trace", "Workload:", "Output:", "Examples:")]
    [InlineData("list", "Verbs:")]
    [InlineData("list gpus", "Options:")]
    [InlineData("show gpu", "Arguments:")]
    [InlineData("schema", "Verbs:")]
    public void Help_is_grouped_and_fits_its_width(string verb, params string[] titles)
    {
        var help = CommandLine.Succeed($"{verb} --help").Output;
        Assert.All(titles, t => Assert.Contains($"\n{t}", help, StringComparison.Ordinal));
        foreach (var line in help.Split('\n').Where(l => !l.StartsWith("  gpusim", StringComparison.Ordinal)))
        {
            Assert.True(line.Length <= 100, line);
            Assert.Equal(line.TrimEnd(), line);
        }
    }

    [Fact]
    public void Every_example_works()
    {
        using var folder = new TemporaryFolder();
        var verbs = new[] { "", "simulate", "train", "estimate", "trace" };
        var examples = verbs.SelectMany(v => CommandLine.Succeed($"{v} --help").Output.Split('\n'))
            .Where(l => l.StartsWith("  gpusim ", StringComparison.Ordinal) && !l.Contains("path/to", StringComparison.Ordinal))
            .Select(l => l.Trim()["gpusim ".Length..].Replace("decode.csv", folder["decode.csv"], StringComparison.Ordinal).Replace('\'', '"'));
        Assert.All(examples, e => CommandLine.Succeed(e));
    }

    [Fact]
    public void The_version_is_a_number() => Assert.Matches(@"^\d+\.\d+\.\d+", CommandLine.Succeed("--version").Output);
}
