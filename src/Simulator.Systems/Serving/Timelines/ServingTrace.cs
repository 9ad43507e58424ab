using System.Text.Json;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Serving.Timelines;

/// <summary>
/// Writes a time line as Chrome trace events, which Perfetto opens: a process of engines with a thread of steps each and counters of queue, batch and cache,
/// and a process of requests with their time in the queue, in prefill and in decode, as many threads as requests overlap.
/// </summary>
public static class ServingTrace
{
    private const int Engines = 0;
    private const int Requests = 1;
    private const double Microseconds = 1e6;

    /// <summary>Writes a time line. Times in the file are microseconds.</summary>
    /// <param name="timeline">The time line.</param>
    /// <param name="title">The name of the engines' process in the viewer.</param>
    /// <param name="stream">Where to write UTF-8 JSON.</param>
    public static void Write(RunTimeline timeline, string title, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = false });
        json.WriteStartObject();
        json.WriteString("displayTimeUnit", "ms");
        json.WriteStartArray("traceEvents");
        Name(json, "process_name", Engines, 0, title);
        for (var engine = 0; engine < timeline.Engines.Count; engine++)
        {
            Name(json, "thread_name", Engines, engine, timeline.Engines[engine].Name);
        }

        foreach (var step in timeline.Steps)
        {
            Step(json, step, timeline.Engines[step.Engine]);
        }

        WriteRequests(json, timeline);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Step(Utf8JsonWriter json, in StepSpan step, (string Name, long Blocks) engine)
    {
        Begin(json, NameOf(step.Load), Engines, step.Engine, step.Start, step.End);
        json.WriteNumber("sequences", step.Load.DecodeBatch + step.Load.Prompts);
        json.WriteNumber("tokens", step.Load.Tokens);
        json.WriteNumber("prompt_tokens", step.Load.PromptTokens);
        json.WriteNumber("context_tokens", step.Load.DecodeContext + step.Load.PromptContext);
        End(json);
        Counter(json, $"{engine.Name}: queue", step.End, "requests", step.Waiting);
        Counter(json, $"{engine.Name}: batch", step.End, "sequences", step.Load.DecodeBatch + step.Load.Prompts);
        Counter(json, $"{engine.Name}: KV cache", step.End, "percent", engine.Blocks > 0 ? Math.Round(100.0 * step.UsedBlocks / engine.Blocks, 3) : 0);
    }

    private static string NameOf(in StepLoad load) => load.Prompts == 0 ? "decode" : load.DecodeBatch == 0 ? "prefill" : "prefill and decode";

    private static void WriteRequests(Utf8JsonWriter json, RunTimeline timeline)
    {
        var last = timeline.Steps.Count > 0 ? timeline.Steps[^1].End : 0;
        Name(json, "process_name", Requests, 0, "requests");
        PriorityQueue<int, double> free = new();
        var lanes = 0;
        foreach (var request in timeline.Requests.OrderBy(r => r.Arrival.Seconds).ThenBy(r => r.Number))
        {
            var end = double.IsNaN(request.End) ? Math.Max(last, request.Admitted) : request.End;
            if (!free.TryPeek(out var lane, out var until) || until > request.Arrival.Seconds)
            {
                Name(json, "thread_name", Requests, lane = lanes++, $"slot {lane + 1}");
            }
            else
            {
                free.Dequeue();
            }

            free.Enqueue(lane, end);
            var first = double.IsNaN(request.FirstToken) ? end : request.FirstToken;
            Span(json, request, "queued", lane, request.Arrival.Seconds, request.Admitted);
            Span(json, request, "prefill", lane, request.Admitted, first);
            Span(json, request, "decode", lane, first, end);
        }
    }

    private static void Span(Utf8JsonWriter json, in RequestSpan request, string what, int lane, double start, double end)
    {
        if (!(end > start))
        {
            return;
        }

        Begin(json, what, Requests, lane, start, end);
        json.WriteNumber("request", request.Number);
        json.WriteNumber("engine", request.Engine);
        json.WriteNumber("input_tokens", request.Arrival.Shape.InputTokens);
        json.WriteNumber("output_tokens", request.Arrival.Shape.OutputTokens);
        json.WriteNumber("preemptions", request.Preemptions);
        End(json);
    }

    private static void Begin(Utf8JsonWriter json, string name, int process, int thread, double start, double end)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("ph", "X");
        json.WriteNumber("pid", process);
        json.WriteNumber("tid", thread);
        json.WriteNumber("ts", start * Microseconds);
        json.WriteNumber("dur", (end - start) * Microseconds);
        json.WriteStartObject("args");
    }

    private static void End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Counter(Utf8JsonWriter json, string name, double seconds, string unit, double value)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("ph", "C");
        json.WriteNumber("pid", Engines);
        json.WriteNumber("ts", seconds * Microseconds);
        json.WriteStartObject("args");
        json.WriteNumber(unit, value);
        End(json);
    }

    private static void Name(Utf8JsonWriter json, string kind, int process, int thread, string name)
    {
        json.WriteStartObject();
        json.WriteString("name", kind);
        json.WriteString("ph", "M");
        json.WriteNumber("pid", process);
        json.WriteNumber("tid", thread);
        json.WriteStartObject("args");
        json.WriteString("name", name);
        End(json);
    }
}
