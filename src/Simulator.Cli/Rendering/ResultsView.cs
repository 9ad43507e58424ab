using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Says where results were kept.</summary>
internal static class ResultsView
{
    /// <summary>Says it.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="folder">The results folder; null where none was asked for.</param>
    public static void Draw(IAnsiConsole console, string? folder)
    {
        if (folder is not null)
        {
            console.WriteLine();
            console.WriteLine($"kept in {folder}; 'gpusim report {folder}' shows it");
        }
    }
}
