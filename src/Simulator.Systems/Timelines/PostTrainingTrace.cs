using System.Globalization;
using System.Text.Json;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Systems.PostTraining.Results;

namespace Simulator.Systems.Timelines;

/// <summary>
/// Writes a run of reinforcement learning as Chrome trace events: a thread for the learner and one per rollout engine, what they wait for included.
/// </summary>
public static class PostTrainingTrace
{
    private const double Microseconds = 1e6;

    /// <summary>Writes a run. Times in the file are microseconds.</summary>
    /// <param name="result">The run, recorded.</param>
    /// <param name="title">The process's name in the viewer.</param>
    /// <param name="stream">Where to write UTF-8 JSON.</param>
    /// <exception cref="InputException">The run has more than <see cref="ChromeTrace.MostEvents"/> spans.</exception>
    public static void Write(PostTrainingResult result, string title, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Spans.Length > ChromeTrace.MostEvents)
            throw new InputException($"the timeline would hold {result.Spans.Length} spans; accepted: at most {ChromeTrace.MostEvents}");
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = false });
        json.WriteStartObject();
        json.WriteString("displayTimeUnit", "ms");
        json.WriteStartArray("traceEvents");
        ChromeTrace.WriteName(json, "process_name", 0, title);
        foreach (var lane in result.Spans.Select(s => s.Lane).Distinct().Order())
        {
            var name = lane == ActivitySpan.Learner ? "learner" : string.Create(CultureInfo.InvariantCulture, $"rollout engine {lane}");
            ChromeTrace.WriteName(json, "thread_name", lane + 1, name);
        }

        foreach (var span in result.Spans)
            Span(json, span);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Span(Utf8JsonWriter json, ActivitySpan span)
    {
        json.WriteStartObject();
        json.WriteString("name", EnumNames.Of(span.Activity));
        json.WriteString("cat", PoolTime.IsBusy(span.Activity) ? "busy" : "idle");
        json.WriteString("ph", "X");
        json.WriteNumber("pid", 0);
        json.WriteNumber("tid", span.Lane + 1);
        json.WriteNumber("ts", span.Start * Microseconds);
        json.WriteNumber("dur", (span.End - span.Start) * Microseconds);
        json.WriteEndObject();
    }
}
