using System.CommandLine;
using Simulator.Cli.Commands;
using Simulator.Cli.Options;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;

namespace Simulator.Cli;

/// <summary>Builds the command line and turns errors into one line and an exit code.</summary>
internal static class Application
{
    /// <summary>Runs one command.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where errors go.</param>
    /// <returns>The exit code; see <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("GPU hardware/software co-design simulator: what a model costs on a GPU that a file describes.")
        {
            SimulateCommand.Create(output),
            EstimateCommand.Create(output),
            TraceCommand.Create(output),
            ListCommand.Create(output),
            ShowCommand.Create(output),
            SchemaCommand.Create(output),
        };
        root.Add(CommonOptions.Verbose);
        root.Add(CommonOptions.Configs);
        root.Add(CommonOptions.Workloads);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            error.WriteLine($"gpusim: {Explain(parsed)}");
            return ExitCode.BadInput;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error });
        }
        catch (InputException problem)
        {
            error.WriteLine($"gpusim: {problem.Message}");
            return ExitCode.BadInput;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"gpusim: {fault.Message.ReplaceLineEndings(" ")}");
            return ExitCode.BadInput;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            var verbose = parsed.GetValue(CommonOptions.Verbose);
            error.WriteLine($"gpusim: internal fault: {fault.Message.ReplaceLineEndings(" ")}{(verbose ? "" : " (--verbose shows where)")}");
            if (verbose)
            {
                error.WriteLine(fault.ToString());
            }

            return ExitCode.Fault;
        }
    }

    private static string Explain(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is [var token, ..])
        {
            var isOption = token.StartsWith('-');
            var names = isOption
                ? command.Options.Concat(parsed.RootCommandResult.Command.Options).Select(o => o.Name)
                : command.Subcommands.Select(c => c.Name);
            return $"unknown {(isOption ? "option" : "argument")} '{token}'; {NearestNames.Hint(token, [.. names.Distinct()])}";
        }

        return parsed.Errors[0].Message.ReplaceLineEndings(" ");
    }
}
