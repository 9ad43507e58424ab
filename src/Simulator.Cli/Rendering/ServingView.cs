using Simulator.Systems.Serving.Validation;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Serving predictions against measurements, as a table.</summary>
internal static class ServingView
{
    /// <summary>Draws the errors.</summary>
    public static void Draw(IAnsiConsole console, ServingReport report)
    {
        var table = new TextTable("runs of", ">rows", ">TPOT error", ">bias", ">90 % interval", ">TTFT error", ">bias ", ">90 % interval ")
        {
            Optional = ["90 % interval ", "90 % interval"],
        };
        foreach (var group in report.Groups.Append(report.Total!))
        {
            table.AddRow(
                group.Name, $"{group.Rows}", Percent(group.Tpot.Mape), Signed(group.Tpot.Bias), Interval(group.Tpot),
                Percent(group.Ttft.Mape), Signed(group.Ttft.Bias), Interval(group.Ttft));
        }

        table.Draw(console);
        console.WriteLine("error: mean of |predicted / measured - 1|; interval: measured over predicted");
        if (report.Refused.Length > 0)
        {
            console.WriteLine($"not predicted: {report.Refused.Length} runs, the first in line {report.Refused[0].Run.Line}: {report.Refused[0].Reason}");
        }
    }

    private static string Percent(double fraction) => FormattableString.Invariant($"{100 * fraction:0.0} %");

    private static string Signed(double fraction) => FormattableString.Invariant($"{100 * fraction:+0.0;-0.0;0.0} %");

    private static string Interval(RatioSummary s) => FormattableString.Invariant($"{s.Low:0.00}-{s.High:0.00}");
}
