using Simulator.Timing.Calibration;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Draws a device profile.</summary>
internal static class ProfileView
{
    private const double PerCent = 100;

    /// <summary>Draws the corrections by operator family.</summary>
    public static void Draw(IAnsiConsole console, DeviceProfile profile)
    {
        console.WriteLine($"profile of {profile.Gpu}, of this device alone: time = overhead + factor x predicted");
        var table = new TextTable("operators", ">rows", ">overhead", ">factor", ">error before", ">error after, unseen rows", ">90 % interval");
        foreach (var (family, e) in profile.Families)
        {
            table.AddRow(
                family, $"{e.Rows}", Words.Time(e.OverheadSeconds), Words.Number(e.Factor), Words.Percent(e.MapeBeforePercent / PerCent),
                Words.Percent(e.MapeAfterPercent / PerCent), $"{Words.Number(e.Interval.Low)} to {Words.Number(e.Interval.High)}");
        }

        table.Draw(console);
    }
}
