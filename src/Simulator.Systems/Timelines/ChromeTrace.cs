using System.Text.Json;
using Simulator.Hardware.Errors;
using Simulator.Systems.Inference;

namespace Simulator.Systems.Timelines;

/// <summary>Writes a step as Chrome trace events, which Perfetto and chrome://tracing open.</summary>
public static class ChromeTrace
{
    /// <summary>The most kernels that a file may hold.</summary>
    public const int MostEvents = 1_000_000;

    private const double Microseconds = 1e6;

    /// <summary>
    /// Writes a step. Rows that stand together and repeat equally often are unrolled block by block; streams are threads. Times in the file are
    /// microseconds.
    /// </summary>
    /// <param name="result">The step.</param>
    /// <param name="title">The process's name in the viewer.</param>
    /// <param name="stream">Where to write UTF-8 JSON.</param>
    /// <exception cref="InputException">The step has more than <see cref="MostEvents"/> kernels.</exception>
    public static void Write(StepResult result, string title, Stream stream)
    {
        var events = result.Operators.Sum(o => (long)o.Row.Repeat);
        if (events > MostEvents)
        {
            throw new InputException($"the timeline would hold {events} operators; accepted: at most {MostEvents}");
        }

        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = false });
        json.WriteStartObject();
        json.WriteString("displayTimeUnit", "ns");
        json.WriteStartArray("traceEvents");
        WriteName(json, "process_name", 0, title);
        foreach (var id in result.Operators.Select(o => o.Row.Stream).Distinct().Order())
        {
            WriteName(json, "thread_name", id, id == 0 ? "main stream" : $"stream {id}");
        }

        WriteEvents(json, result);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteEvents(Utf8JsonWriter json, StepResult result)
    {
        var operators = result.Operators.AsSpan();
        var now = 0.0;
        for (var start = 0; start < operators.Length;)
        {
            var end = start + 1;
            while (end < operators.Length && operators[end].Row.Repeat == operators[start].Row.Repeat)
            {
                end++;
            }

            for (var repetition = 0; repetition < operators[start].Row.Repeat; repetition++)
            {
                now = WriteBlock(json, operators[start..end], now, repetition);
            }

            start = end;
        }
    }

    // A side stream starts where the main stream stands and ends before the main stream does, except for what it adds to the step.
    private static double WriteBlock(Utf8JsonWriter json, ReadOnlySpan<OperatorResult> block, double now, int repetition)
    {
        double side = now, added = 0;
        for (var i = 0; i < block.Length; i++)
        {
            var o = block[i];
            var waiting = o.Waiting / o.Row.Repeat;
            if (!o.IsSide)
            {
                now += waiting;
                WriteEvent(json, o, now, repetition);
                now += o.Estimate.Seconds;
                continue;
            }

            if (i == 0 || !block[i - 1].IsSide)
            {
                now += added;
                (side, added) = (now, 0);
            }

            now += waiting;
            side += waiting;
            WriteEvent(json, o, side, repetition);
            side += o.Estimate.Seconds;
            added += o.Exposed / o.Row.Repeat;
        }

        return now + added;
    }

    private static void WriteEvent(Utf8JsonWriter json, OperatorResult o, double begin, int repetition)
    {
        json.WriteStartObject();
        json.WriteString("name", o.Row.Name);
        json.WriteString("cat", o.Row.Operator.Op);
        json.WriteString("ph", "X");
        json.WriteNumber("pid", 0);
        json.WriteNumber("tid", o.Row.Stream);
        json.WriteNumber("ts", begin * Microseconds);
        json.WriteNumber("dur", o.Estimate.Seconds * Microseconds);
        json.WriteStartObject("args");
        json.WriteString("op", o.Row.Operator.Op);
        json.WriteString("precision", o.Row.Operator.PrecisionName);
        json.WriteString("shape", o.Row.Operator.Shape);
        json.WriteString("bound", o.Estimate.Bound.ToString());
        json.WriteString("tile", o.Estimate.Tile.ToString());
        json.WriteNumber("repetition", repetition);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes what a process or a thread is called.</summary>
    internal static void WriteName(Utf8JsonWriter json, string kind, int thread, string name)
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
