using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using Simulator.Cli.Export;
using Simulator.Cli.Help;
using Simulator.Cli.Rendering;
using Simulator.Exploration.Results;
using Simulator.Hardware.Errors;
using Simulator.Measurement.Plugins;
using Simulator.Reporting.Figures;
using Simulator.Reporting.Html;
using Simulator.Reporting.Reports;
using Simulator.Reporting.Svg;
using Spectre.Console;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim report</c>: a results folder as one HTML file.</summary>
internal sealed class ReportCommand
{
    private const string FileName = "report.html";
    private const string Plotting = "Simulator.Plotting.ScottPlot";

    private static readonly string[] Examples =
    [
        "report results/bandwidth-for-fp8/1a2b3c4d --open",
        "report results/simulate --figures figures/",
        "report results/prefill/a results/decode/a --out both.html",
    ];

    private readonly TextWriter output;
    private readonly TextWriter error;

    private readonly Argument<string[]> folders = new("RESULTS")
    {
        Description = "results/NAME/RUN, or results/NAME with one run in it; several of steps are shown side by side",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> file = new("--out") { Description = $"file to write (default: {FileName} in the results folder)", HelpName = "FILE" };
    private readonly Option<bool> open = new("--open") { Description = "opens the report" };
    private readonly Option<string?> figures = new("--figures")
    {
        Description = "also writes each figure as SVG, and as PNG where the plotting plug-in is " +
        "there",
        HelpName = "DIR"
    };

    private ReportCommand(TextWriter output, TextWriter error) => (this.output, this.error) = (output, error);

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, TextWriter error, Dictionary<Command, HelpTopic> topics)
    {
        var verb = new ReportCommand(output, error);
        var command = new Command("report", "one HTML file of a results folder: the answer, figures, tables, where it all comes from") { verb.folders,
            verb.file, verb.open, verb.figures };
        topics.Add(command, new HelpTopic([], Examples));
        command.SetAction(verb.Run);
        return command;
    }

    /// <summary>Writes the report of one results folder into it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="output">Standard output.</param>
    /// <returns>The report's path.</returns>
    public static string Write(string folder, TextWriter output)
    {
        var path = Path.Combine(folder, FileName);
        var files = new OutputFiles(output);
        files.Add(path, "--report", HtmlPage.Of(ReportBuilder.Of(folder)));
        files.Commit();
        return path;
    }

    private int Run(ParseResult parsed)
    {
        string[] runs = [.. parsed.GetValue(folders)!.Select(Resolve)];
        var report = ReportBuilder.Of(runs);
        var path = parsed.GetValue(file) ?? Path.Combine(runs[0], FileName);
        var files = new OutputFiles(output);
        var page = HtmlPage.Of(report);
        files.Add(path, file.Name, page);
        if (parsed.GetValue(figures) is { } directory)
        {
            AddFigures(files, report, directory);
        }

        files.Commit();
        if (!files.UsesOutput)
        {
            var console = Terminal.On(output);
            console.WriteLine(report.Answer);
            console.WriteLine($"{path}: {report.Figures.Count()} figures, {Words.Bytes(page.Length)}");
        }

        if (parsed.GetValue(open) && path != OutputFiles.StandardOutput)
        {
            Open(Path.GetFullPath(path));
        }

        return ExitCode.Success;
    }

    private static string Resolve(string folder)
    {
        if (!Directory.Exists(folder) || File.Exists(Path.Combine(folder, RunManifest.FileName)))
        {
            return folder;
        }

        string[] runs = [.. Directory.EnumerateDirectories(folder).Where(d => File.Exists(Path.Combine(d, RunManifest.FileName)))
            .Order(StringComparer.Ordinal)];
        return runs switch
        {
            [] => folder,
            [var only] => only,
            _ => throw new InputException($"holds {runs.Length} runs; accepted: one of " +
                $"{string.Join(", ", runs.Take(5).Select(r => Path.GetFileName(r)))}{(runs.Length > 5 ? ", ..." : "")}", folder),
        };
    }

    private void AddFigures(OutputFiles files, Report report, string directory)
    {
        var plugin = PluginLoader.Load().FirstOrDefault(p => p.Name == Plotting);
        IFigureRenderer[] renderers = [new SvgRenderer(), .. plugin?.Create<IFigureRenderer>() ?? []];
        foreach (var figure in report.Figures)
        {
            foreach (var format in Enum.GetValues<FigureFormat>())
            {
                // The first renderer that writes a format has it: SVG is the built-in one's.
                if (renderers.FirstOrDefault(r => r.Formats.Contains(format)) is { } renderer)
                {
                    files.Add(
                        Path.Combine(directory, $"{figure.Id}.{format.ToString().ToLowerInvariant()}"), figures.Name,
                        stream => renderer.Render(figure, format, FigureSize.Wide, stream));
                }
            }
        }

        if (!renderers.Any(r => r.Formats.Contains(FigureFormat.Png)))
        {
            error.WriteLine($"gpusim: no PNG files: {plugin?.Problem ?? $"the plug-in {Plotting} is not there"}");
        }
    }

    private void Open(string path)
    {
        try
        {
            using var viewer = Process.Start(new ProcessStartInfo(path) { UseShellExecute = true });
        }
        catch (Exception fault) when (fault is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            error.WriteLine($"gpusim: {path} cannot be opened here: {fault.Message.ReplaceLineEndings(" ")}");
        }
    }
}
