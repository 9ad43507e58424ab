using System.CommandLine;
using Simulator.Cli.Help;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim precision</c>: what a number format does to the numbers, beside what it does to time, memory and energy.</summary>
internal static class PrecisionCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, TextWriter error, Dictionary<Command, HelpTopic> topics) =>
        new("precision", "what a number format does to the numbers: formats, matrix products, the KV cache, training")
        {
            PrecisionFormatsCommand.Create(output, topics),
            PrecisionGemmCommand.Create(output, topics),
            PrecisionKvCommand.Create(output, topics),
            PrecisionTrainCommand.Create(output, error, topics),
        };
}
