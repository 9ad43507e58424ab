using System.CommandLine;
using Simulator.Cli.Export;
using Simulator.Exploration.Results;
using Simulator.Hardware.Errors;
using Simulator.Reporting.Serving;
using Simulator.Systems.Serving.Curves;
using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Timelines;

namespace Simulator.Cli.Options;

/// <summary>The files that a serving run leaves.</summary>
internal sealed class ServingOutputOptions
{
    private readonly Option<string?> series = new("--series")
    {
        Description = "writes queue, batch, cache, tokens and power over time as CSV",
        HelpName = "FILE",
    };

    private readonly Option<string?> timeline = new("--timeline")
    {
        Description = "writes steps and the first requests as Chrome trace events, which Perfetto opens",
        HelpName = "FILE",
    };

    private readonly Option<int?> timelineRequests = Counts.Option(
        "--timeline-requests", $"requests on the time line; it ends with the last of them (default {RunTimeline.DefaultRequests})");

    /// <summary>The results folder.</summary>
    public KeepOptions Keep { get; } = new("serve");

    /// <summary>The options, for help.</summary>
    public IReadOnlyList<Option> All => [series, timeline, timelineRequests, .. Keep.All];

    /// <summary>What records a time line, where one is wanted.</summary>
    /// <param name="parsed">The command line.</param>
    public RunTimeline? Timeline(ParseResult parsed) =>
        parsed.GetValue(timeline) is null ? null : new RunTimeline(parsed.GetValue(timelineRequests) ?? RunTimeline.DefaultRequests);

    /// <summary>Refuses what one run alone can write.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="InputException">Such a file was asked for.</exception>
    public void RefuseWithCurve(ParseResult parsed)
    {
        Option<string?>[] ofOne = [series, timeline];
        if (ofOne.FirstOrDefault(o => parsed.GetValue(o) is not null) is { } option)
        {
            throw new InputException("holds one run; leave out --curve", key: option.Name);
        }
    }

    /// <summary>Adds the files of one run.</summary>
    /// <returns>The results folder; null where none was asked for.</returns>
    public string? Add(ParseResult parsed, OutputFiles files, string title, ServingSetting setting, ServingOutcome outcome)
    {
        if (parsed.GetValue(series) is { } file)
        {
            files.Add(file, series.Name, ServingRunCsv.Series(outcome));
        }

        if (parsed.GetValue(timeline) is { } trace)
        {
            files.Add(trace, timeline.Name, stream => ServingTrace.Write(outcome.Timeline!, title, stream));
        }

        var folder = Keep.Add(
            parsed, files, RunKind.Serving, title, ServingFile.FileName,
            () => ServingResultJson.Write(setting, outcome), setting.Inputs);
        if (folder is not null)
        {
            files.Add(Path.Combine(folder, ServingFile.SeriesName), series.Name, ServingRunCsv.Series(outcome));
            files.Add(Path.Combine(folder, ServingFile.LatencyName), series.Name, ServingRunCsv.Latencies(outcome.Result));
            if (outcome.Timeline is { } kept)
            {
                files.Add(Path.Combine(folder, ServingFile.TimelineName), timeline.Name, stream => ServingTrace.Write(kept, title, stream));
            }
        }

        return folder;
    }

    /// <summary>Adds the files of several loads.</summary>
    /// <returns>The results folder; null where none was asked for.</returns>
    public string? AddCurve(
        ParseResult parsed, OutputFiles files, string title, ServingSetting setting, string document, IReadOnlyList<LoadPoint> points, string key)
    {
        var folder = Keep.Add(parsed, files, RunKind.Serving, title, ServingFile.FileName, () => document, setting.Inputs);
        if (folder is not null)
        {
            files.Add(Path.Combine(folder, ServingFile.CurveName), series.Name, ServingRunCsv.Curve(key, points));
        }

        return folder;
    }
}
