using System.Globalization;
using Simulator.Systems.Serving.Curves;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>An engine under several loads, as a table.</summary>
internal static class ServingCurveView
{
    /// <summary>Draws the loads.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="titles">A line for each pool.</param>
    /// <param name="key">What is varied.</param>
    /// <param name="points">The loads.</param>
    public static void Draw(IAnsiConsole console, IReadOnlyList<string> titles, string key, IReadOnlyList<LoadPoint> points)
    {
        foreach (var title in titles)
        {
            console.WriteLine(title);
        }

        var table = new TextTable(
            ">" + key, ">tokens/s/GPU", ">tokens/s/user", ">requests/s", ">goodput", ">TTFT p50", ">p99 ms", ">TPOT p50", ">p99 ms ", ">batch", ">W/GPU",
            ">J/token", ">USD/M tokens")
        {
            Optional = ["batch", "requests/s", "USD/M tokens", "W/GPU"],
        };
        foreach (var (load, outcome) in points.Select(p => (p.Load, p.Outcome)))
        {
            var result = outcome.Result;
            table.AddRow(
                Number(load), Number(outcome.TokensPerSecondPerGpu), Number(result.TokensPerSecondPerUser), Number(outcome.Fleet.RequestsPerSecond),
                Number(outcome.Fleet.Goodput), Number(1e3 * result.Ttft.P50), Number(1e3 * result.Ttft.P99), Number(1e3 * result.Tpot.P50),
                Number(1e3 * result.Tpot.P99), Number(result.MeanBatch), Number(outcome.Energy?.MeanWatts ?? double.NaN),
                Number(outcome.Energy?.JoulesPerOutputToken ?? double.NaN), Number(outcome.Money?.PerMillionOutputTokens ?? double.NaN));
        }

        table.Draw(console);
        if (points.Select(p => p.Outcome.Energy).FirstOrDefault(e => e is not null) is { } energy)
        {
            console.WriteLine($"power and energy are estimated, error to expect {Words.Percent(energy.Accuracy)}");
        }

        if (points.Select(p => p.Outcome.Money).FirstOrDefault(m => m is not null) is { } money)
        {
            console.WriteLine($"money: {Number(money.Price.DollarsPerHour)} USD per GPU and hour ({money.Price.Origin})");
        }
    }

    /// <summary>Three digits, without an exponent; a dash for what is not known.</summary>
    internal static string Number(double value, string format = "{0}")
    {
        if (!double.IsFinite(value))
        {
            return "-";
        }

        var digits = value == 0 ? 0 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 9);
        return string.Format(CultureInfo.InvariantCulture, format, Math.Round(value, digits).ToString(CultureInfo.InvariantCulture));
    }
}
