using System.CommandLine;

namespace Simulator.Cli.Help;

/// <summary>What a verb's help shows beside its description.</summary>
/// <param name="Groups">Its options by subject.</param>
/// <param name="Examples">Command lines that work.</param>
internal sealed record HelpTopic(IReadOnlyList<(string Title, IReadOnlyList<Option> Options)> Groups, IReadOnlyList<string> Examples);
