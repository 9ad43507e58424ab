using System.CommandLine;
using System.CommandLine.Help;
using Simulator.Cli.Commands;
using Simulator.Cli.Help;
using Simulator.Cli.Options;
using Simulator.Hardware.Errors;

namespace Simulator.Cli;

/// <summary>Builds the command line and turns errors into one line and an exit code.</summary>
internal static class Application
{
    // What a verb has to keep after Ctrl-C: the kernel or fit under way ends, files are written.
    private static readonly TimeSpan InterruptTimeout = TimeSpan.FromSeconds(15);

    private static readonly string[] Examples =
    [
        "simulate --gpu h100-sxm --model llama-3.1-70b --batch 64 --context 4096 --precision fp8 --tp 4",
        "estimate --gpu h100-sxm --op gemm --precision fp8 --shape 'm=4096;n=4096;k=4096'",
        "list gpus",
    ];

    /// <summary>Runs one command.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where errors go.</param>
    /// <returns>The exit code; see <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var verbose = false;
        try
        {
            var parsed = Root(output, error).Parse(args is [] ? ["--help"] : args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            verbose = parsed.GetValue(CommonOptions.Verbose);
            return CommandLineProblem.Find(parsed) is { } problem
                ? throw new InputException(problem)
                : parsed.Invoke(new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    Output = output,
                    Error = error,
                    ProcessTerminationTimeout = InterruptTimeout,
                });
        }
        catch (InputException refusal)
        {
            error.WriteLine($"gpusim: {refusal.Message}");
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"gpusim: {fault.Message.ReplaceLineEndings(" ")}");
            return ExitCode.BadInput;
        }
#pragma warning disable CA1031 // The last resort: whatever it is, the user sees one line.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            error.WriteLine($"gpusim: internal fault: {fault.Message.ReplaceLineEndings(" ")}{(verbose ? "" : " (--verbose shows where)")}");
            if (verbose)
            {
                error.WriteLine(fault.ToString());
            }

            return ExitCode.Fault;
        }
    }

    private static RootCommand Root(TextWriter output, TextWriter error)
    {
        var topics = new Dictionary<Command, HelpTopic>();
        var root = new RootCommand("GPU hardware/software co-design simulator: what a model costs on a GPU that a file describes.")
        {
            SimulateCommand.Create(output, topics),
            TrainCommand.Create(output, topics),
            PostTrainCommand.Create(output, topics),
            EstimateCommand.Create(output, topics),
            DiffCommand.Create(output, topics),
            ServeCommand.Create(output, topics),
            PipelineCommand.Create(output, topics),
            TraceCommand.Create(output, topics),
            SweepCommand.Create(output, error, topics),
            RunCommand.Create(output, error, topics),
            MergeCommand.Create(output, error, topics),
            ValidateCommand.Create(output, error, topics),
            CalibrateCommand.Create(output, error, topics),
            PrecisionCommand.Create(output, error, topics),
            DevicesCommand.Create(output, topics),
            ProbeCommand.Create(output, error, topics),
            MeasureCommand.Create(output, error, topics),
            CheckCommand.Create(output, error, topics),
            SubmitCommand.Create(output, error, topics),
            ReportCommand.Create(output, error, topics),
            ListCommand.Create(output),
            ShowCommand.Create(output),
            SchemaCommand.Create(output),
        };
        root.Add(CommonOptions.Verbose);
        root.Add(CommonOptions.Configs);
        root.Add(CommonOptions.Workloads);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Description = "show this help, or that of a verb";
        help.Action = new VerbHelp(topics);
        root.Options.OfType<VersionOption>().Single().Description = "show the version";
        topics.Add(root, new HelpTopic([], Examples));
        return root;
    }
}
