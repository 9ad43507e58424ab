using System.Text;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>The console on which results are drawn.</summary>
internal static class Terminal
{
    /// <summary>Columns assumed where the output is a file or a pipe, so that nothing wraps.</summary>
    public const int PipeWidth = 500;

    /// <summary>Columns of help where the output is a file or a pipe.</summary>
    private const int ReadingWidth = 100;

    /// <summary>Creates a console that writes to a writer: with colour on a terminal, plain text elsewhere.</summary>
    /// <param name="output">Where to.</param>
    /// <returns>The console.</returns>
    public static IAnsiConsole On(TextWriter output)
    {
        var isTerminal = IsTerminal(output);
        if (isTerminal)
        {
            Console.OutputEncoding = Encoding.UTF8;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(isTerminal ? output : new TrimmingWriter(output)),
        });
        if (!isTerminal)
        {
            console.Profile.Width = PipeWidth;
        }

        return console;
    }

    /// <summary>Columns for running text.</summary>
    /// <param name="output">Where it goes.</param>
    /// <returns>The terminal's width; a readable one elsewhere.</returns>
    public static int TextWidth(TextWriter output) => IsTerminal(output) && Console.WindowWidth > 0 ? Console.WindowWidth : ReadingWidth;

    private static bool IsTerminal(TextWriter output) => !Console.IsOutputRedirected && ReferenceEquals(output, Console.Out);
}
