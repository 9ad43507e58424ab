using Simulator.Measurement.Plugins;
using Simulator.Reporting.Figures;
using Simulator.Reporting.Reports;

namespace Simulator.Reporting.Tests;

public sealed class PlottingTests
{
    private static readonly byte[] PngSignature = [0x89, 0x50, 0x4E, 0x47];

    [PlottingFact]
    public void Every_figure_is_drawn_as_pixels()
    {
        using var folder = new TemporaryFolder();
        var renderer = PlottingFactAttribute.Plugin!.Create<IFigureRenderer>().Single();
        Assert.Equal([FigureFormat.Png, FigureFormat.Svg], renderer.Formats);
        var pictures = Environment.GetEnvironmentVariable("SIMULATOR_SCREENSHOTS");
        foreach (var run in new[] { SampleRuns.Phases(folder), SampleRuns.Comparison(folder), SampleRuns.Sweep(folder, 1000),
            SampleRuns.Validation(folder, 600) })
        {
            foreach (var figure in ReportBuilder.Of(run).Figures)
            {
                using var stream = new MemoryStream();
                renderer.Render(figure, FigureFormat.Png, FigureSize.Wide, stream);
                Assert.True(stream.Length > 5000);
                Assert.Equal(PngSignature, stream.ToArray()[..4]);
                if (pictures is not null)
                {
                    File.WriteAllBytes(Path.Combine(pictures, $"scottplot-{Path.GetFileName(run)}-{figure.Id}.png"), stream.ToArray());
                }
            }
        }
    }

    /// <summary>A test of the plotting plug-in; skipped with a message where it was not built.</summary>
    public sealed class PlottingFactAttribute : FactAttribute
    {
        public PlottingFactAttribute()
        {
            if (Plugin is not { Problem: null })
            {
                Skip = Plugin?.Problem ?? "the plug-in Simulator.Plotting.ScottPlot was not built: its packages do not restore here";
            }
        }

        public static LoadedPlugin? Plugin { get; } = PluginLoader.Load().FirstOrDefault(p => p.Name == "Simulator.Plotting.ScottPlot");
    }
}
