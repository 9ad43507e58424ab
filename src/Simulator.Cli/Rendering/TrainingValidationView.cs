using Simulator.Systems.Training.Validation;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Draws predicted training steps held against measured ones.</summary>
internal static class TrainingValidationView
{
    /// <summary>Draws the errors by framework, GPU, recipe and model, and in total.</summary>
    public static void Draw(IAnsiConsole console, TrainingReport report)
    {
        var table = new TextTable("framework", "GPU", "recipe", "model", ">runs", ">mean", ">worst", ">bias", ">in interval",
            ">too large")
        { Optional = ["in interval", "bias"] };
        foreach (var g in report.Groups)
            table.AddRow([g.Framework, g.Gpu, g.Recipe, g.Model, .. Figures(g.Errors)]);
        if (report.Total is { } total)
            table.AddRow(["total", "", "", "", .. Figures(total)]);
        table.Draw(console);
        console.WriteLine("absolute percentage errors of predicted tokens/s/GPU; bias: mean of predicted / measured - 1; "
            + "too large: runs that were said not to fit into memory");
        foreach (var rejection in report.Rejections)
            console.WriteLine($"line {rejection.Line} left out: {rejection.Reason}");
    }

    /// <summary>Draws the runs with the largest errors.</summary>
    public static void Worst(IAnsiConsole console, TrainingReport report, int count)
    {
        var table = new TextTable(">line", "model", "GPU", "recipe", "layout", ">micro-batch", ">tokens", "recompute", ">measured", ">predicted", ">error");
        foreach (var c in report.Comparisons.OrderByDescending(c => Math.Abs(c.Error)).Take(count))
        {
            var r = c.Result.Request;
            table.AddRow(
                $"{c.Measured.Line}", c.Measured.Model, r.System.Gpu.Id, r.Recipe.Name, $"{r.Parallelism}", $"{r.MicroBatch}", $"{r.Sequence}",
                    Words.Of(r.Recompute),
                Words.Rate(c.Measured.TokensPerSecondPerGpu), Words.Rate(c.Result.TokensPerSecondPerGpu), Words.Change(c.Error));
        }

        table.Draw(console);
    }

    private static IEnumerable<string> Figures(TrainingErrors e) =>
        [$"{e.Rows}", Words.Percent(e.Mape), Words.Percent(e.Worst), Words.Change(e.Bias), Words.Percent(e.Coverage), $"{e.TooLarge}"];
}
