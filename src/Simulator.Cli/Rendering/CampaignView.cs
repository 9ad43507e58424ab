using Simulator.Measurement.Campaigns;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Draws what became of a measurement campaign.</summary>
internal static class CampaignView
{
    /// <summary>Draws it in a few lines.</summary>
    public static void Draw(IAnsiConsole console, string path, CampaignOutcome outcome)
    {
        var before = outcome.Resumed > 0 ? $", {outcome.Resumed} there before" : "";
        var left = outcome.Left > 0 ? $", {outcome.Left} left: the same command goes on" : "";
        console.WriteLine($"{path}: {outcome.Measured} measured{before}, {outcome.Failed.Length} failed{left}");
        console.WriteLine(
            $"every time includes the launch, {Words.Time(outcome.Costs.LaunchSeconds)} where it does nothing; the clock ticks every {Words.Time(outcome.Costs.ClockResolutionSeconds)}");
        if (outcome.Checks.Length > 0)
        {
            var worst = outcome.Checks.MaxBy(c => c.Closeness)!;
            console.WriteLine(
                $"{outcome.Checks.Count(c => c.IsRight)} of {outcome.Checks.Length} results agree with the double-precision reference; nearest to its tolerance: "
                + $"{worst.Kernel.Operator.Op} {worst.Kernel.Operator.PrecisionName}, {worst.Worst}");
        }

        foreach (var reason in outcome.Failed.GroupBy(f => f.Reason))
        {
            console.WriteLine($"not measured: {reason.Count()} (such as {reason.First().Kernel.Key}): {reason.Key}");
        }

        if (outcome.DeviceLost)
        {
            console.WriteLine("the device was lost; finished rows are kept");
        }
    }
}
