using Simulator.Hardware.Units;
using Simulator.Measurement.Probing;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Draws what microbenchmarks say about a processor.</summary>
internal static class ProbeView
{
    /// <summary>Draws it.</summary>
    public static void Draw(IAnsiConsole console, ProbeResult probe)
    {
        console.WriteLine($"{probe.Name}, {probe.Cores} cores, {32 * probe.VectorLanes}-bit vectors");
        var rates = new TextTable("figure", ">all cores", ">per core and clock");
        rates.AddRow("clock under load", Quantity.Format(probe.ClockHz, Dimension.Hertz), "");
        rates.AddRow("fp32 multiply-adds", Words.Operations(probe.FlopsPerSecond), FormattableString.Invariant($"{probe.FmaPerClock:0.0} FMA"));
        rates.AddRow("exponentials", FormattableString.Invariant($"{probe.ExponentialsPerSecond / 1e9:0.0} G/s"), FormattableString.Invariant($"{probe.ExponentialsPerClock:0.00}"));
        rates.AddRow("launch: waking the threads", Words.Time(probe.LaunchSeconds), "");
        rates.Draw(console);
        var levels = new TextTable("level", ">capacity", ">set read", ">read bandwidth", ">per core and clock", ">latency");
        foreach (var level in probe.Levels)
        {
            levels.AddRow(
                level.Name, level.Bytes > 0 ? Words.Bytes(level.Bytes) : Words.Bytes(probe.MemoryBytes), Words.Bytes(level.SetBytes),
                Quantity.Format(level.BytesPerSecond, Dimension.BytesPerSecond), FormattableString.Invariant($"{probe.PerCoreAndClock(level.BytesPerSecond):0.0} B"),
                Words.Time(level.LatencySeconds));
        }

        levels.Draw(console);
    }
}
