using System.Text;
using System.Xml.Linq;
using Simulator.Reporting.Figures;
using Simulator.Reporting.Reports;
using Simulator.Reporting.Svg;

namespace Simulator.Reporting.Tests;

/// <summary>
/// The SVG of figures against files that a person has looked at. With the environment variable SIMULATOR_WRITE_SNAPSHOTS set to a folder, they are written
/// there.
/// </summary>
public sealed class SnapshotTests
{
    [Fact]
    public void Figures_are_drawn_as_they_were_looked_at()
    {
        var write = Environment.GetEnvironmentVariable("SIMULATOR_WRITE_SNAPSHOTS");
        using var folder = new TemporaryFolder();
        IEnumerable<Figure> figures =
        [
            .. ReportBuilder.Of(SampleRuns.Step(folder)).Figures,
            .. ReportBuilder.Of(SampleRuns.Comparison(folder)).Figures.Where(f => f.Id == "comparison"),
            .. ReportBuilder.Of(SampleRuns.Sweep(folder, 300)).Figures,
            .. ReportBuilder.Of(SampleRuns.Validation(folder, 150)).Figures.Where(f => f.Id is "errors" or "distribution" or "parity-1"),
        ];
        foreach (var figure in figures)
        {
            var svg = Render(figure);
            var name = $"{figure.Id}.svg";
            if (write is not null)
            {
                File.WriteAllText(Path.Combine(write, name), svg);
                continue;
            }

            Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Snapshots", name)), svg);
        }
    }

    [Fact]
    public void A_figure_says_what_it_shows_to_those_who_do_not_see_it()
    {
        using var folder = new TemporaryFolder();
        foreach (var figure in ReportBuilder.Of(SampleRuns.Comparison(folder)).Figures)
        {
            var svg = XDocument.Parse(Render(figure)).Root!;
            Assert.Equal("img", svg.Attribute("role")!.Value);
            Assert.Equal(figure.Title, svg.Elements().Single(e => e.Name.LocalName == "title").Value);
            Assert.True(svg.Elements().Single(e => e.Name.LocalName == "desc").Value.Length > 40);
        }
    }

    [Fact]
    public void Names_of_all_kinds_give_well_formed_svg()
    {
        var name = SampleRuns.Hostile + "\ud800\u0000]]>";
        var figure = new Figure(
            "x", name, name, Axis.Of(name, [name, "b"]), new Axis(name, "s") { FromZero = true },
                [new BarLayer([new Bar(0, 0, 1, 0, name), new Bar(1, 0, 2, 1)]) { Name = name }],
            new DataTable([DataColumn.Of(name, "s", [1, 2])]));
        foreach (var size in Enum.GetValues<FigureSize>())
        {
            Assert.NotNull(XDocument.Parse(SvgRenderer.Draw(figure, size, true)));
        }
    }

    [Fact]
    public void Figures_without_data_or_with_values_that_are_none_are_drawn()
    {
        double[] odd = [double.NaN, double.PositiveInfinity, 0, -1, 1e300];
        Layer[] layers = [new LineLayer(odd, odd), new ScatterLayer(odd, odd, [0, 1, 2, 3, 4]), new BandLayer(odd, odd, odd)];
        foreach (var scale in new[] { AxisScale.Linear, AxisScale.Log2, AxisScale.Log10 })
        {
            foreach (var drawn in new[] { layers, [] })
            {
                var svg = SvgRenderer.Draw(new Figure("x", "t", "d", new Axis("x", "s", scale), new Axis("y", "", scale), drawn, new DataTable([])),
                    FigureSize.Wide, true);
                Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
                Assert.DoesNotContain("∞", svg, StringComparison.Ordinal);
            }
        }
    }

    private static string Render(Figure figure)
    {
        using var stream = new MemoryStream();
        new SvgRenderer().Render(figure, FigureFormat.Svg, FigureSize.Wide, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
