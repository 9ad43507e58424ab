using Simulator.Exploration.Results;
using Simulator.Reporting.Figures;
using Simulator.Reporting.Reports;
using Simulator.Reporting.Sweeps;

namespace Simulator.Reporting.Tests;

public sealed class ThinningTests
{
    private static SweepView View(int count)
    {
        using var folder = new TemporaryFolder();
        var path = SampleRuns.Sweep(folder, count);
        var manifest = RunManifest.Read(path);
        return new SweepView(SweepFile.Read(Path.Combine(path, "points.csv"), manifest.Columns, manifest.Points), null);
    }

    [Fact]
    public void Few_points_are_all_kept()
    {
        var view = View(2000);
        Assert.Equal(2000, view.Kept.Count);
        Assert.Null(view.Thinning);
    }

    [Fact]
    public void The_front_and_the_ends_of_each_objective_stay()
    {
        var view = View(40_000);
        var kept = view.Kept.ToHashSet();
        Assert.InRange(kept.Count, 1000, 8000);
        Assert.NotNull(view.Thinning);
        Assert.All(view.Pareto, p => Assert.Contains(p, kept));
        foreach (var objective in view.Points.Objectives)
        {
            var values = view.Points.Numbers(objective);
            Assert.Contains(view.Feasible.MinBy(i => values[i]), kept);
            Assert.Contains(view.Feasible.MaxBy(i => values[i]), kept);
        }
    }

    [Fact]
    public void A_filter_on_one_parameter_finds_the_front_of_all_points()
    {
        var view = View(40_000);
        var points = view.Points;
        var (x, y) = (points.Objectives[0], points.Objectives[1]);
        foreach (var parameter in points.Filters)
        {
            var codes = points.Levels(parameter).Codes;
            foreach (var value in codes.Distinct())
            {
                Assert.Equal(Front(view.Feasible), Front(view.Kept.Where(points.IsFeasible)));
                List<int> Front(IEnumerable<int> rows) =>
                    ParetoFront.Of(rows.Where(i => codes[i] == value), points.Numbers(x), points.LeastIsBest(x), points.Numbers(y), points.LeastIsBest(y));
            }
        }
    }

    [Fact]
    public void A_parameter_that_follows_from_another_is_none()
    {
        PointColumn[] columns = [new("a", ColumnRole.Parameter), new("twice a", ColumnRole.Parameter), new("b", ColumnRole.Parameter)];
        double[] a = [1, 1, 2, 2, 3, 3], b = [1, 2, 1, 2, 1, 2];
        var points = new SweepPoints([.. columns], new DataTable([DataColumn.Of("a", "", a), DataColumn.Of("twice a", "", a.Select(v => 2 * v)),
            DataColumn.Of("b", "", b)]));
        Assert.Equal([0, 2], points.Parameters);
    }

    [Fact]
    public void No_point_of_the_front_is_beaten()
    {
        var view = View(3000);
        var (x, y) = (view.Points.Numbers(view.Points.Objectives[0]), view.Points.Numbers(view.Points.Objectives[1]));
        Assert.All(view.Pareto, p => Assert.DoesNotContain(view.Feasible, i => x[i] <= x[p] && y[i] <= y[p] && (x[i] < x[p] || y[i] < y[p])));
    }

    [Fact]
    public void A_hundred_thousand_points_take_three_seconds_of_processor_time_and_five_megabytes()
    {
        using var folder = new TemporaryFolder();
        var path = SampleRuns.Sweep(folder);
        var before = Environment.CpuUsage.TotalTime;
        var page = Html.HtmlPage.Of(ReportBuilder.Of(path));
        var seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        Assert.True(seconds < 3, $"{seconds:0.00} s");
        Assert.True(page.Length < 5_000_000, $"{page.Length} bytes");
        Assert.Contains("of 100,000 points are in this page", page, StringComparison.Ordinal);
    }
}
