using System.CommandLine;
using Simulator.Cli.Export;
using Simulator.Cli.Help;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim precision formats</c>: range, precision and bytes of every format.</summary>
internal static class PrecisionFormatsCommand
{
    private static readonly string[] Examples = ["precision formats", "precision formats --csv"];

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, Dictionary<Command, HelpTopic> topics)
    {
        var table = new TableOptions();
        var command = new Command("formats", "range, epsilon, largest and smallest values of every format, and bytes with scales");
        foreach (var option in table.All)
        {
            command.Add(option);
        }

        topics.Add(command, new HelpTopic([("Results", table.All)], Examples));
        command.SetAction(parsed =>
        {
            var (files, formats) = (new OutputFiles(output), PrecisionTables.Formats());
            table.Add(parsed, files, formats);
            files.Commit();
            if (!files.UsesOutput)
            {
                DataTableView.Draw(Terminal.On(output), formats, "special values", "scale", "range");
            }

            return ExitCode.Success;
        });
        return command;
    }
}
