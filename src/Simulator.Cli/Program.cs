namespace Simulator.Cli;

/// <summary>The entry point of <c>gpusim</c>.</summary>
internal static class Program
{
    private static int Main(string[] args) => Application.Run(args, Console.Out, Console.Error);
}
