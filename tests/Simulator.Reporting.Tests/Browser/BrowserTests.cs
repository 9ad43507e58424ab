using System.Diagnostics;
using Microsoft.Playwright;
using Simulator.Reporting.Html;
using Simulator.Reporting.Reports;

namespace Simulator.Reporting.Tests.Browser;

/// <summary>
/// Reports in a headless browser. With the environment variable SIMULATOR_SCREENSHOTS set to a folder, pictures of every page are written there, for a person
/// to look at.
/// </summary>
public sealed class BrowserTests
{
    // Boxes are those of the font's line, which is a little taller than the letters: text that touches by a pixel does not overlap.
    private const string TextFaults = """
        () => {
          const faults = [];
          for (const svg of document.querySelectorAll('figure .fig')) {
            const frame = svg.getBoundingClientRect();
            if (!frame.width) continue;
            const texts = [...svg.querySelectorAll('text')].filter(t => t.textContent).map(t => ({ text: t.textContent, box: t.getBoundingClientRect() }));
            for (const { text, box } of texts)
              if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
                faults.push(svg.closest('figure').id + ': leaves the frame: ' + text);
            for (let i = 0; i < texts.length; i++)
              for (let j = i + 1; j < texts.length; j++) {
                const a = texts[i].box, b = texts[j].box;
                if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1.5)
                  faults.push(svg.closest('figure').id + ': overlap: ' + texts[i].text + ' | ' + texts[j].text);
              }
          }
          return faults;
        }
        """;

    [BrowserFact]
    public Task A_step() => Looks("step", f => SampleRuns.Step(f));

    [BrowserFact]
    public Task Two_phases() => Looks("phases", SampleRuns.Phases);

    [BrowserFact]
    public Task A_comparison() => Looks("comparison", SampleRuns.Comparison);

    [BrowserFact]
    public Task A_validation() => Looks("validation", f => SampleRuns.Validation(f));

    [BrowserFact]
    public Task A_sweep() => Looks("sweep", f => SampleRuns.Sweep(f));

    [BrowserFact]
    public Task Names_that_would_be_markup() => Looks("hostile", f => SampleRuns.Sweep(f, 800, SampleRuns.Hostile));

    [BrowserFact]
    public async Task Hover_shows_the_values_of_a_point_and_keys_go_through_them()
    {
        using var folder = new TemporaryFolder();
        await using var opened = await OpenedPage.Open(Write(folder, "step", SampleRuns.Step(folder)), 1280);
        var tip = opened.Page.Locator("#tip");
        await opened.Page.Locator("#f-operators .wide [data-r]").First.HoverAsync();
        Assert.Contains("attention.attention", await tip.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("ms", await tip.InnerTextAsync(), StringComparison.Ordinal);
        await opened.Page.Locator("#f-roofline .wide .fig").FocusAsync();
        await opened.Page.Keyboard.PressAsync("ArrowRight");
        var first = await tip.InnerTextAsync();
        await opened.Page.Keyboard.PressAsync("ArrowRight");
        Assert.NotEqual(first, await tip.InnerTextAsync());
        await opened.Page.Keyboard.PressAsync("Escape");
        Assert.False(await tip.IsVisibleAsync());
    }

    [BrowserFact]
    public async Task A_filter_hides_points_and_finds_the_front_again_without_a_wait()
    {
        using var folder = new TemporaryFolder();
        await using var opened = await OpenedPage.Open(Write(folder, "sweep", SampleRuns.Sweep(folder)), 1280);
        var front = opened.Page.Locator("#f-pareto .wide .fr");
        var shown = opened.Page.Locator("#f-pareto .wide .pts > :not(.off)");
        var (before, all) = (await front.GetAttributeAsync("d"), await shown.CountAsync());
        var cell = opened.Page.Locator("#f-map .wide rect[data-cell]").First;
        var colour = await cell.GetAttributeAsync("fill");
        var clock = Stopwatch.StartNew();
        await opened.Page.Locator("#filter label",
            new PageLocatorOptions { HasText = "precision" }).Locator("select").SelectOptionAsync(new SelectOptionValue { Label = "bf16" });
        var milliseconds = await opened.Page.EvaluateAsync<double>("() => new Promise(r => " +
            "{ const t = performance.now(); requestAnimationFrame(() => requestAnimationFrame(() => r(performance.now() - t))); })");
        Assert.True(clock.Elapsed.TotalSeconds < 5 && milliseconds < 2000, $"{clock.Elapsed} {milliseconds}");
        Assert.NotEqual(before, await front.GetAttributeAsync("d"));
        Assert.InRange(await shown.CountAsync(), 1, all - 1);
        Assert.NotEqual(colour, await cell.GetAttributeAsync("fill"));
        await opened.Page.GetByText("Show all").ClickAsync();
        Assert.Equal(all, await shown.CountAsync());
        Assert.Empty(opened.Messages);
    }

    [BrowserFact]
    public async Task The_data_of_a_figure_is_one_click_away()
    {
        using var folder = new TemporaryFolder();
        await using var opened = await OpenedPage.Open(Write(folder, "step", SampleRuns.Step(folder)), 1280);
        var download = await opened.Page.RunAndWaitForDownloadAsync(() => opened.Page.Locator("[data-csv=f-tornado]").ClickAsync());
        var lines = await File.ReadAllLinesAsync((await download.PathAsync())!);
        Assert.Equal("tornado.csv", download.SuggestedFilename);
        Assert.Equal("resource,step,change of time (%),elasticity", lines[0]);
        Assert.StartsWith("memory bandwidth,4 × h100-sxm,-5.9", lines[1], StringComparison.Ordinal);
    }

    private static async Task Looks(string name, Func<TemporaryFolder, string> run)
    {
        using var folder = new TemporaryFolder();
        var file = Write(folder, name, run(folder));
        foreach (var (width, dark) in new[] { (1280, false), (390, false), (390, true) })
        {
            await using var opened = await OpenedPage.Open(file, width, dark);
            Assert.Equal([new Uri(file).AbsoluteUri], opened.Requests);
            Assert.Empty(await opened.Page.EvaluateAsync<string[]>(TextFaults));
            Assert.True(await opened.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"),
                $"{name} is wider than {width} pixels");
            Assert.Empty(opened.Messages);
            if (Environment.GetEnvironmentVariable("SIMULATOR_SCREENSHOTS") is { } pictures)
            {
                await opened.Page.ScreenshotAsync(new PageScreenshotOptions
                {
                    FullPage = true,
                    Path = Path.Combine(pictures, $"{name}-{width}{(dark ? "-dark" : "")}.png")
                });
            }
        }
    }

    private static string Write(TemporaryFolder folder, string name, string run)
    {
        var file = Path.Combine(folder.Path, $"{name}.html");
        File.WriteAllText(file, HtmlPage.Of(ReportBuilder.Of(run)));
        return file;
    }
}
