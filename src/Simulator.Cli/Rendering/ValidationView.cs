using Simulator.Measurement.Measurements;
using Simulator.Measurement.Validation;
using Simulator.Timing.Calibration;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Draws predictions held against measurements.</summary>
internal static class ValidationView
{
    /// <summary>Draws the errors by GPU, operator and precision, and in total.</summary>
    public static void Draw(IAnsiConsole console, ValidationReport report)
    {
        var table = new TextTable(
            "GPU", "operator", "precision", ">rows", ">mean", ">median", ">90th", ">weighted", ">bias", ">roofline", ">in interval", ">< 10 us", ">10 to 100", ">> 100 us")
        {
            Optional = ["roofline", "in interval", "median", "90th", "weighted", "< 10 us", "10 to 100", "> 100 us"],
        };
        foreach (var g in report.Groups)
        {
            table.AddRow([g.Gpu, g.Op, g.Precision, .. Figures(g.Statistics), .. Enum.GetValues<SizeRegime>().Select(s => g.BySize.TryGetValue(s, out var e) ? Words.Percent(e.Mape) : "")]);
        }

        if (report.Total is { } total)
        {
            table.AddRow(["total", "", "", .. Figures(total)]);
        }

        table.Draw(console);
        console.WriteLine("absolute percentage errors of the predicted time; weighted: by latency; bias: mean of predicted / measured - 1; roofline: the error of datasheet peaks");
        Rejections(console, report.Rejections);
        var operators = report.Groups.GroupBy(g => g.Op).Select(g => (g.Key, g.Sum(x => x.Statistics.Mape * x.Statistics.Rows) / g.Sum(x => x.Statistics.Rows)));
        TerminalChart.Bars(console, "mean absolute error by operator", operators.OrderByDescending(o => o.Item2));
    }

    /// <summary>Draws the mean over the GPUs of each operator and precision, as they were when each GPU was left out.</summary>
    public static void DrawLeftOut(IAnsiConsole console, ValidationReport report)
    {
        var gpus = report.Groups.Select(g => g.Gpu).Distinct().ToArray();
        var table = new TextTable(["operator", "precision", .. gpus.Select(g => ">" + g), ">mean", ">bias"]);
        foreach (var kind in report.Groups.GroupBy(g => (g.Op, g.Precision)))
        {
            var byGpu = kind.ToDictionary(g => g.Gpu);
            string[] cells =
            [
                kind.Key.Op, kind.Key.Precision, .. gpus.Select(g => byGpu.TryGetValue(g, out var found) ? Words.Percent(found.Statistics.Mape) : ""),
                Words.Percent(kind.Average(g => g.Statistics.Mape)), Words.Percent(kind.Average(g => g.Statistics.Bias)),
            ];
            table.AddRow(cells);
        }

        table.Draw(console);
    }

    /// <summary>Draws how many of a GPU's rows lie in the intervals of the others.</summary>
    public static void DrawCoverage(IAnsiConsole console, IReadOnlyList<(string Gpu, string Op, double Coverage)> coverage)
    {
        var gpus = coverage.Select(c => c.Gpu).Distinct().ToArray();
        var table = new TextTable(["operator", .. gpus.Select(g => ">" + g)]);
        foreach (var op in coverage.GroupBy(c => c.Op))
        {
            var byGpu = op.ToDictionary(c => c.Gpu, c => c.Coverage);
            table.AddRow([op.Key, .. gpus.Select(g => byGpu.TryGetValue(g, out var found) ? Words.Percent(found) : "")]);
        }

        table.Draw(console);
    }

    /// <summary>Draws every row: measured beside predicted.</summary>
    public static void Parity(IAnsiConsole console, ValidationReport report)
    {
        var table = new TextTable("operator", "precision", "shape", ">measured", ">predicted", ">error", "bound") { Optional = ["bound", "precision"] };
        foreach (var c in report.Comparisons.OrderBy(c => c.Measured.Operator.Op, StringComparer.Ordinal))
        {
            var op = c.Measured.Operator;
            table.AddRow(
                op.Op, op.PrecisionName, op.Shape, Words.Time(c.Measured.LatencySeconds), Words.Time(c.Estimate.Seconds), Words.Change(c.Error), Words.Of(c.Estimate.Bound));
        }

        table.Draw(console);
    }

    /// <summary>Draws the rows with the largest errors.</summary>
    public static void Worst(IAnsiConsole console, ValidationReport report, int count)
    {
        var table = new TextTable("GPU", "operator", "precision", "shape", ">measured", ">predicted", ">error", "bound", "tile", "file");
        foreach (var c in report.Comparisons.OrderByDescending(c => Math.Abs(Math.Log(c.Error + 1))).Take(count))
        {
            var row = c.Measured;
            table.AddRow(
            [
                row.Gpu, row.Operator.Op, row.Operator.PrecisionName, row.Operator.Shape, Words.Time(row.LatencySeconds), Words.Time(c.Estimate.Seconds),
                Words.Percent(c.Error), Words.Of(c.Estimate.Bound), c.Estimate.Tile.ToString(), $"{Path.GetFileName(row.File)}:{row.Line}",
            ]);
        }

        table.Draw(console);
    }

    private static void Rejections(IAnsiConsole console, IReadOnlyCollection<Rejection> rejections)
    {
        foreach (var reason in rejections.GroupBy(r => r.Reason).OrderByDescending(g => g.Count()))
        {
            var first = reason.First();
            console.WriteLine($"not used: {reason.Count()} rows, the first at {Path.GetFileName(first.File)}:{first.Line}: {reason.Key}");
        }
    }

    private static IEnumerable<string> Figures(ErrorStatistics e) =>
    [
        $"{e.Rows}", Words.Percent(e.Mape), Words.Percent(e.MedianApe), Words.Percent(e.P90Ape), Words.Percent(e.Wape), Words.Percent(e.Bias),
        Words.Percent(e.RooflineMape), Words.Percent(e.IntervalCoverage),
    ];
}
