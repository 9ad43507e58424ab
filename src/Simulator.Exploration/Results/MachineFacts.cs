using System.Runtime.InteropServices;

namespace Simulator.Exploration.Results;

/// <summary>The machine that computed a result.</summary>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="Cores">Logical processors.</param>
public sealed record MachineFacts(string System, string Runtime, int Cores)
{
    /// <summary>This machine.</summary>
    public static MachineFacts Here { get; } = new(RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription, Environment.ProcessorCount);
}
