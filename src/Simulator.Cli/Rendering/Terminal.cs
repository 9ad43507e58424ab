using System.Text;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>The console on which results are drawn.</summary>
internal static class Terminal
{
    /// <summary>Columns assumed where the output is a file or a pipe, so that tables do not wrap.</summary>
    public const int PipeWidth = 500;

    /// <summary>Columns that a table of operators needs for their shapes too.</summary>
    public const int ShapeWidth = 190;

    /// <summary>Creates a console that writes to a writer: with colour on a terminal, plain text elsewhere.</summary>
    /// <param name="output">Where to.</param>
    /// <returns>The console.</returns>
    public static IAnsiConsole On(TextWriter output)
    {
        var isTerminal = !Console.IsOutputRedirected && ReferenceEquals(output, Console.Out);
        if (isTerminal)
        {
            Console.OutputEncoding = Encoding.UTF8;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        if (!isTerminal)
        {
            console.Profile.Width = PipeWidth;
        }

        return console;
    }

    /// <summary>Creates a borderless table.</summary>
    /// <param name="columns">The headings; one that begins with <c>&gt;</c> is of numbers and aligned right.</param>
    /// <returns>The table.</returns>
    public static Table Table(params ReadOnlySpan<string> columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            var isNumber = column.StartsWith('>');
            var header = new TableColumn(new Text(isNumber ? column[1..] : column, new Style(decoration: Decoration.Bold))).NoWrap();
            table.AddColumn(isNumber ? header.RightAligned() : header);
        }

        return table;
    }
}
