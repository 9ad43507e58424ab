using System.Text;
using System.Text.Json;
using Simulator.Cli.Rendering;
using Simulator.Hardware.Formats;
using Simulator.Hardware.Gpus;
using Simulator.Systems.Energy;
using Simulator.Systems.Inference;
using Simulator.Systems.Memory;
using Simulator.Systems.Sensitivity;
using Simulator.Timing.Energy;
using Simulator.Timing.Estimates;

namespace Simulator.Cli.Export;

/// <summary>Writes a step as JSON; the layout is documented in docs/output.md. Times are seconds, sizes bytes.</summary>
internal static class StepJson
{
    /// <summary>Writes a step.</summary>
    /// <returns>The document, ending in a line feed.</returns>
    public static string Write(StepPrediction prediction, IReadOnlyList<string> changes) => Text(json => WriteStep(json, prediction, changes));

    /// <summary>Writes several steps as a list.</summary>
    /// <returns>The document, ending in a line feed.</returns>
    public static string Write(IReadOnlyList<StepPrediction> predictions, IReadOnlyList<string> changes) => Text(json =>
    {
        json.WriteStartArray();
        var first = predictions.Select(p => p.Result).FirstOrDefault(r => r is not null);
        foreach (var prediction in predictions)
        {
            WriteStep(json, prediction, changes, first);
        }

        json.WriteEndArray();
    });

    /// <summary>Writes one operator.</summary>
    /// <returns>The document, ending in a line feed.</returns>
    public static string Write(string gpu, string state, OperatorPrediction prediction, IReadOnlyList<string> changes) => Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("gpu", gpu);
        WriteChanges(json, changes);
        json.WriteString("op", prediction.Operator.Op);
        json.WriteString("precision", prediction.Operator.PrecisionName);
        json.WriteString("shape", prediction.Operator.Shape);
        json.WriteString("l2", state);
        json.WriteNumber("low_seconds", prediction.LowSeconds);
        json.WriteNumber("high_seconds", prediction.HighSeconds);
        json.WriteString("provenance", Words.Of(prediction.Provenance));
        json.WriteString("profile", prediction.Profile);
        WriteEstimate(json, prediction.Estimate);
        if (prediction.Energy is { } energy)
        {
            json.WriteNumber("joules", energy.TotalJoules);
            json.WriteNumber("average_watts", prediction.AverageWatts);
            WriteComponents(json, energy);
        }

        json.WriteEndObject();
    });

    private static string Text(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void WriteEstimate(Utf8JsonWriter json, in KernelEstimate e)
    {
        json.WriteNumber("seconds", e.Seconds);
        json.WriteNumber("roofline_seconds", e.RooflineSeconds);
        json.WriteString("bound", Words.Of(e.Bound));
        json.WriteString("tile", e.Tile.ToString());
        json.WriteNumber("kernels", e.Kernels);
        json.WriteNumber("flops", e.Flops);
        json.WriteNumber("memory_bytes", e.MemoryBytes);
        json.WriteStartObject("resource_seconds");
        json.WriteNumber("tensor", e.Resources.Tensor);
        json.WriteNumber("vector", e.Resources.Vector);
        json.WriteNumber("sfu", e.Resources.Sfu);
        json.WriteNumber("shared_memory", e.Resources.SharedMemory);
        json.WriteNumber("l2", e.Resources.L2);
        json.WriteNumber("memory", e.Resources.Memory);
        json.WriteNumber("link", e.Resources.Link);
        json.WriteNumber("latency", e.Resources.Latency);
        json.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter json, StepPrediction prediction, IReadOnlyList<string> changes, StepResult? first = null)
    {
        json.WriteStartObject();
        json.WriteString("gpu", prediction.System.Gpu.Id);
        json.WriteString("system", prediction.System.Id);
        WriteChanges(json, changes);
        json.WriteString("profile", prediction.Profile);
        if (prediction.Request is { } request)
        {
            WriteRequest(json, request);
        }

        if (prediction.Memory is { } memory)
        {
            WriteMemory(json, memory);
        }

        if (prediction.Result is { } result)
        {
            if (first is not null && !ReferenceEquals(first, result))
            {
                json.WriteString("than_the_first", Words.Of(result.SeparationFrom(first)));
            }

            WriteTotals(json, result, prediction);
            json.WriteStartArray("operators");
            foreach (var o in result.Operators)
            {
                WriteOperator(json, o);
            }

            json.WriteEndArray();
            WriteElasticities(json, prediction.Elasticities);
        }

        WritePeaks(json, prediction.System.Gpu);

        json.WriteEndObject();
    }

    private static void WriteChanges(Utf8JsonWriter json, IReadOnlyList<string> changes)
    {
        json.WriteStartArray("changes");
        foreach (var change in changes)
        {
            json.WriteStringValue(change);
        }

        json.WriteEndArray();
    }

    private static void WriteElasticities(Utf8JsonWriter json, IEnumerable<Elasticity> elasticities)
    {
        json.WriteStartArray("elasticities");
        foreach (var e in elasticities)
        {
            json.WriteStartObject();
            json.WriteString("resource", Words.Of(e.Resource));
            json.WriteNumber("elasticity", e.Value);
            json.WriteNumber("time_change_at_10_percent", e.TimeChange);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePeaks(Utf8JsonWriter json, GpuDescription gpu)
    {
        var peaks = new GpuPeaks(gpu);
        json.WriteStartObject("peaks");
        json.WriteNumber("memory_bytes_per_second", peaks.BytesPerSecond(MemoryLevel.Memory));
        json.WriteNumber("l2_bytes_per_second", peaks.BytesPerSecond(MemoryLevel.L2));
        json.WriteNumber("shared_memory_bytes_per_second", peaks.BytesPerSecond(MemoryLevel.SharedMemory));
        json.WriteNumber("vector_flops_per_second", peaks.VectorFlopsPerSecond);
        json.WriteStartObject("tensor_flops_per_second");
        foreach (var format in NumberFormats.All)
        {
            if (peaks.TensorFlopsPerSecond(format) is > 0 and var rate)
            {
                json.WriteNumber(format.Name, rate);
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRequest(Utf8JsonWriter json, InferenceRequest request)
    {
        json.WriteString("model", request.Model.Id);
        json.WriteString("phase", Words.Of(request.Step.Phase));
        json.WriteNumber("batch", request.GlobalBatch);
        json.WriteNumber("new_tokens", request.Step.NewTokens);
        json.WriteNumber("context", request.Step.Context);
        json.WriteString("precision", request.Recipe.Name);
        json.WriteString("kv", request.Recipe.Kv.Name);
        json.WriteString("attention", request.Recipe.AttentionCompute.Name);
        json.WriteStartObject("parallelism");
        json.WriteNumber("tp", request.Parallelism.Tp);
        json.WriteNumber("pp", request.Parallelism.Pp);
        json.WriteNumber("dp", request.Parallelism.Dp);
        json.WriteNumber("ep", request.Parallelism.Ep);
        json.WriteBoolean("sp", request.Parallelism.SequenceParallel);
        json.WriteEndObject();
    }

    private static void WriteTotals(Utf8JsonWriter json, StepResult result, StepPrediction prediction)
    {
        json.WriteStartObject("step");
        json.WriteNumber("seconds", result.Seconds);
        json.WriteNumber("low_seconds", result.LowSeconds);
        json.WriteNumber("high_seconds", result.HighSeconds);
        json.WriteString("provenance", Words.Of(result.Provenance));
        json.WriteNumber("roofline_seconds", result.RooflineSeconds);
        json.WriteNumber("host_bound_seconds", result.HostBoundSeconds);
        json.WriteNumber("model_flop_utilisation", result.ModelFlopUtilisation);
        json.WriteNumber("memory_bandwidth_utilisation", result.MemoryBandwidthUtilisation);
        json.WriteNumber("flops", result.Flops);
        if (prediction is { Request: { } request, Figures: { } figures })
        {
            json.WriteString("latency_name", StepFigures.LatencyName(request.Step.Phase));
            json.WriteNumber("gpus", figures.Gpus);
            json.WriteNumber("tokens_per_second", figures.TokensPerSecond);
            json.WriteNumber("tokens_per_second_per_gpu", figures.TokensPerSecondPerGpu);
        }

        if (result.Energy is { } energy)
        {
            WriteEnergy(json, energy, prediction.Request);
        }

        json.WriteStartObject("seconds_by_bound");
        foreach (var (bound, seconds) in result.ByBound)
        {
            json.WriteNumber(Words.Of(bound), seconds);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteEnergy(Utf8JsonWriter json, StepEnergy energy, InferenceRequest? request)
    {
        json.WriteStartObject("energy");
        json.WriteNumber("joules_per_gpu", energy.Energy.TotalJoules);
        if (request is not null)
        {
            json.WriteNumber("joules_per_step", energy.StepJoules(request));
            json.WriteNumber("joules_per_token", energy.JoulesPerToken(request));
        }

        json.WriteNumber("average_watts", energy.AverageWatts);
        json.WriteNumber("cap_watts", energy.CapWatts);
        json.WriteNumber("relative_clock", energy.RelativeClock);
        json.WriteNumber("accuracy", energy.Accuracy);
        WriteComponents(json, energy.Energy);
        json.WriteEndObject();
    }

    private static void WriteComponents(Utf8JsonWriter json, in KernelEnergy energy)
    {
        json.WriteStartObject("joules_by_component");
        foreach (var part in energy.Parts)
        {
            json.WriteNumber(part.Name.Replace(' ', '_').ToLowerInvariant(), part.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteMemory(Utf8JsonWriter json, MemoryFootprint memory)
    {
        json.WriteStartObject("memory");
        json.WriteNumber("weights", memory.Weights);
        json.WriteNumber("kv_cache", memory.KvCache);
        json.WriteNumber("state", memory.State);
        json.WriteNumber("activations", memory.Activations);
        json.WriteNumber("runtime", memory.Runtime);
        json.WriteNumber("total", memory.Total);
        json.WriteNumber("capacity", memory.Capacity);
        json.WriteBoolean("fits", memory.Fits);
        json.WriteEndObject();
    }

    private static void WriteOperator(Utf8JsonWriter json, OperatorResult o)
    {
        json.WriteStartObject();
        json.WriteString("name", o.Row.Name);
        json.WriteString("op", o.Row.Operator.Op);
        json.WriteString("precision", o.Row.Operator.PrecisionName);
        json.WriteString("shape", o.Row.Operator.Shape);
        json.WriteNumber("repeat", o.Row.Repeat);
        json.WriteNumber("stream", o.Row.Stream);
        json.WriteNumber("total_seconds", o.Seconds);
        json.WriteNumber("exposed_seconds", o.Exposed);
        json.WriteNumber("waiting_seconds", o.Waiting);
        json.WriteString("provenance", Words.Of(o.Provenance));
        WriteEstimate(json, o.Estimate);
        json.WriteEndObject();
    }
}
