using System.CommandLine;
using Simulator.Cli.Export;
using Simulator.Cli.Options;
using Simulator.Workloads.Traces;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim trace</c>: the operators of a step, as CSV.</summary>
internal static class TraceCommand
{
    private const int DefaultNode = 8;

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output)
    {
        var workload = new WorkloadOptions();
        var node = Counts.Option("--node-size", "GPUs of one scale-up domain: larger groups exchange between nodes (default 8)");
        var file = new Option<string?>("--out") { Description = "file to write (default: standard output)", HelpName = "FILE" };
        var command = new Command("trace", "write the operators of a step as CSV, for --trace and for measuring");
        workload.AddTo(command);
        command.Add(node);
        command.Add(file);
        command.SetAction(parsed =>
        {
            var trace = workload.Load(parsed, parsed.GetValue(node) ?? DefaultNode).BuildTrace();
            using var text = new StringWriter();
            TraceFile.Write(trace, text);
            AtomicFile.WriteText(parsed.GetValue(file), output, text.ToString());
            return ExitCode.Success;
        });
        return command;
    }
}
