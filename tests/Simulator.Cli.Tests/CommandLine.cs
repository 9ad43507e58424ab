using System.Text.Json;

namespace Simulator.Cli.Tests;

/// <summary>What one command line gave.</summary>
internal sealed record CommandLine(int ExitCode, string Output, string Error)
{
    internal const string Main = "simulate --gpu h100-sxm --model llama-3.1-70b --phase decode --batch 64 --context 4096 --precision fp8 --tp 4";

    internal static string Root { get; } = FindRoot();

    internal JsonElement Json => JsonDocument.Parse(Output).RootElement;

    internal static CommandLine Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = Application.Run(args, output, error);
        return new CommandLine(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a line split at spaces; quotes hold words together.</summary>
    internal static CommandLine Line(string line) => Run([.. System.CommandLine.Parsing.CommandLineParser.SplitCommandLine(line)]);

    /// <summary>Runs a line that must succeed without a word on standard error.</summary>
    internal static CommandLine Succeed(string line)
    {
        var result = Line(line);
        Assert.True(result.ExitCode == 0, $"{line}: {result.Error}");
        Assert.Empty(result.Error);
        return result;
    }

    /// <summary>Checks that a refusal is one line on standard error and nothing else.</summary>
    internal string Refusal()
    {
        Assert.Equal(2, ExitCode);
        Assert.Empty(Output);
        Assert.StartsWith("gpusim: ", Error, StringComparison.Ordinal);
        Assert.EndsWith(Environment.NewLine, Error, StringComparison.Ordinal);
        var line = Error[..^Environment.NewLine.Length];
        Assert.DoesNotContain(line, char.IsControl);
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        return line;
    }

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Simulator.sln")))
                return directory.FullName;
        }

        throw new InvalidOperationException($"no Simulator.sln above {AppContext.BaseDirectory}");
    }
}
