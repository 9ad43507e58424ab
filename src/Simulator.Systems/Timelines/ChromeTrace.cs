using System.Text.Json;
using Simulator.Systems.Inference;

namespace Simulator.Systems.Timelines;

/// <summary>Writes a step as Chrome trace events, which Perfetto and chrome://tracing open.</summary>
public static class ChromeTrace
{
    private const double Microseconds = 1e6;

    /// <summary>
    /// Writes a step. Rows that stand together and repeat equally often are unrolled block by block; streams are threads. Times in the file are
    /// microseconds.
    /// </summary>
    /// <param name="result">The step.</param>
    /// <param name="title">The process's name in the viewer.</param>
    /// <param name="stream">Where to write UTF-8 JSON.</param>
    public static void Write(StepResult result, string title, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = false });
        json.WriteStartObject();
        json.WriteString("displayTimeUnit", "ns");
        json.WriteStartArray("traceEvents");
        WriteName(json, "process_name", 0, title);
        foreach (var id in result.Operators.Select(o => o.Row.Stream).Distinct().Order())
        {
            WriteName(json, "thread_name", id, id == 0 ? "main stream" : $"stream {id}");
        }

        var now = 0.0;
        for (var start = 0; start < result.Operators.Length;)
        {
            var repeat = result.Operators[start].Row.Repeat;
            var end = start;
            while (end < result.Operators.Length && result.Operators[end].Row.Repeat == repeat)
            {
                end++;
            }

            for (var i = 0; i < repeat; i++)
            {
                now = WriteBlock(json, result.Operators.AsSpan()[start..end], now, i);
            }

            start = end;
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static double WriteBlock(Utf8JsonWriter json, ReadOnlySpan<OperatorResult> block, double now, int repetition)
    {
        var side = now;
        foreach (var o in block)
        {
            var duration = o.Estimate.Seconds;
            var isMain = o.Row.Stream == 0;
            var begin = isMain ? now : Math.Max(now, side);
            json.WriteStartObject();
            json.WriteString("name", o.Row.Name);
            json.WriteString("cat", o.Row.Operator.Op);
            json.WriteString("ph", "X");
            json.WriteNumber("pid", 0);
            json.WriteNumber("tid", o.Row.Stream);
            json.WriteNumber("ts", begin * Microseconds);
            json.WriteNumber("dur", duration * Microseconds);
            json.WriteStartObject("args");
            json.WriteString("op", o.Row.Operator.Op);
            json.WriteString("precision", o.Row.Operator.PrecisionName);
            json.WriteString("shape", o.Row.Operator.Shape);
            json.WriteString("bound", o.Estimate.Bound.ToString());
            json.WriteString("tile", o.Estimate.Tile.ToString());
            json.WriteNumber("repetition", repetition);
            json.WriteEndObject();
            json.WriteEndObject();
            if (isMain)
            {
                now += duration;
            }
            else
            {
                side = begin + duration;
                now += o.Exposed / o.Row.Repeat;
            }
        }

        return now;
    }

    private static void WriteName(Utf8JsonWriter json, string kind, int thread, string name)
    {
        json.WriteStartObject();
        json.WriteString("name", kind);
        json.WriteString("ph", "M");
        json.WriteNumber("pid", 0);
        json.WriteNumber("tid", thread);
        json.WriteStartObject("args");
        json.WriteString("name", name);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
