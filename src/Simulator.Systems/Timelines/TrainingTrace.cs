using System.Globalization;
using System.Text.Json;
using Simulator.Hardware.Errors;
using Simulator.Systems.Training;
using Simulator.Systems.Training.Memory;
using Simulator.Systems.Training.Schedules;

namespace Simulator.Systems.Timelines;

/// <summary>Writes a training step as Chrome trace events: a thread per stage with its passes, and the memory of one of its GPUs.</summary>
public static class TrainingTrace
{
    private const double Microseconds = 1e6;

    /// <summary>Writes a step. Times in the file are microseconds.</summary>
    /// <param name="result">The step.</param>
    /// <param name="title">The process's name in the viewer.</param>
    /// <param name="stream">Where to write UTF-8 JSON.</param>
    /// <exception cref="InputException">The step has more than <see cref="ChromeTrace.MostEvents"/> passes.</exception>
    public static void Write(TrainingResult result, string title, Stream stream)
    {
        var passes = 3L * result.Work.Forward.Length * result.Work.MicroBatches;
        if (passes > ChromeTrace.MostEvents)
            throw new InputException($"the timeline would hold {passes} passes; accepted: at most {ChromeTrace.MostEvents}");
        var pipeline = PipelineSimulator.Run(result.Work, result.Request.Schedule, record: true);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = false });
        json.WriteStartObject();
        json.WriteString("displayTimeUnit", "ms");
        json.WriteStartArray("traceEvents");
        ChromeTrace.WriteName(json, "process_name", 0, title);
        for (var stage = 0; stage < result.Work.Stages; stage++)
            ChromeTrace.WriteName(json, "thread_name", stage, string.Create(CultureInfo.InvariantCulture, $"stage {stage}"));
        foreach (var e in pipeline.Events)
            Pass(json, e, result.Work.Stages);
        for (var stage = 0; stage < result.Work.Stages; stage++)
        {
            foreach (var (seconds, bytes) in MemorySeries.Of(result, pipeline, stage))
                Memory(json, stage, seconds, bytes);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Pass(Utf8JsonWriter json, PipelineEvent e, int stages)
    {
        json.WriteStartObject();
        json.WriteString("name", string.Create(CultureInfo.InvariantCulture, $"{e.Kind} {e.MicroBatch}"));
        json.WriteString("cat", e.Kind.ToString());
        json.WriteString("ph", "X");
        json.WriteNumber("pid", 0);
        json.WriteNumber("tid", e.Stage);
        json.WriteNumber("ts", e.Start * Microseconds);
        json.WriteNumber("dur", (e.End - e.Start) * Microseconds);
        json.WriteStartObject("args");
        json.WriteNumber("microbatch", e.MicroBatch);
        json.WriteNumber("part", e.Part / stages);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Memory(Utf8JsonWriter json, int stage, double seconds, double bytes)
    {
        json.WriteStartObject();
        json.WriteString("name", string.Create(CultureInfo.InvariantCulture, $"memory of stage {stage}"));
        json.WriteString("ph", "C");
        json.WriteNumber("pid", 0);
        json.WriteNumber("ts", seconds * Microseconds);
        json.WriteStartObject("args");
        json.WriteNumber("GB", Math.Round(bytes / 1e9, 3));
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
