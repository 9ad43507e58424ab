using System.CommandLine;
using System.CommandLine.Invocation;
using Simulator.Cli.Rendering;

namespace Simulator.Cli.Help;

/// <summary>Answers <c>--help</c>.</summary>
/// <param name="topics">The help of the verbs that have groups and examples.</param>
internal sealed class VerbHelp(IReadOnlyDictionary<Command, HelpTopic> topics) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        var output = parseResult.InvocationConfiguration.Output;
        new HelpWriter(output, Terminal.TextWidth(output)).Write(command, topics.GetValueOrDefault(command));
        return ExitCode.Success;
    }
}
