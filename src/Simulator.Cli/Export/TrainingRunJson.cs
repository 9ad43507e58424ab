using System.Text;
using System.Text.Json;
using Simulator.Cli.Rendering;
using Simulator.Measurement.Processors;
using Simulator.Measurement.Training.Casts;
using Simulator.Measurement.Training.Corpora;
using Simulator.Measurement.Training.Models;
using Simulator.Measurement.Training.Studies;

namespace Simulator.Cli.Export;

/// <summary>
/// Writes real training as JSON: settings, text, machine, and every run with its curve. Losses are nats per byte, sizes bytes, times seconds.
/// </summary>
internal static class TrainingRunJson
{
    /// <summary>Writes runs.</summary>
    public static string Write(TrainingSettings settings, Corpus corpus, IReadOnlyList<TrainingResult> results)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            Settings(json, settings);
            Text(json, corpus);
            Machine(json);
            json.WriteStartArray("recipes");
            foreach (var recipe in RecipeComparison.Of(results))
            {
                Recipe(json, recipe);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void Settings(Utf8JsonWriter json, TrainingSettings settings)
    {
        var shape = settings.Shape;
        json.WriteStartObject("settings");
        json.WriteNumber("parameters", shape.Parameters);
        json.WriteNumber("layers", shape.Layers);
        json.WriteNumber("hidden", shape.Hidden);
        json.WriteNumber("heads", shape.Heads);
        json.WriteNumber("inner", shape.Inner);
        json.WriteNumber("sequence", shape.Sequence);
        json.WriteNumber("batch", shape.Batch);
        json.WriteNumber("steps", settings.Steps);
        json.WriteNumber("learning_rate", settings.LearningRate);
        json.WriteNumber("evaluation_interval", settings.EvaluationInterval);
        json.WriteNumber("evaluation_bytes", settings.EvaluationBatches * shape.Tokens);
        json.WriteNumber("step_flop", shape.StepFlop);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, Corpus corpus)
    {
        json.WriteStartObject("text");
        json.WriteString("name", corpus.Name);
        json.WriteNumber("training_bytes", corpus.Training.Length);
        json.WriteNumber("validation_bytes", corpus.Validation.Length);
        json.WriteNumber("byte_entropy_nats", corpus.UnigramNats());
        Number(json, "chance_nats", corpus.ChanceNatsPerByte ?? double.NaN);
        json.WriteEndObject();
    }

    private static void Machine(Utf8JsonWriter json)
    {
        var machine = ProcessorDevice.Describe();
        json.WriteStartObject("machine");
        json.WriteString("processor", machine.Name);
        json.WriteNumber("cores", machine.Units);
        json.WriteString("runtime", machine.Driver);
        json.WriteString("vectors", machine.Properties.FirstOrDefault(p => p.Key == "simd").Value);
        json.WriteEndObject();
    }

    private static void Recipe(Utf8JsonWriter json, RecipeComparison recipe)
    {
        json.WriteStartObject();
        json.WriteString("name", recipe.Recipe.Name);
        Number(json, "mean_loss", recipe.MeanLoss);
        Number(json, "spread", recipe.Spread);
        Number(json, "mean_loss_in_fp32", recipe.MeanLossExact);
        Number(json, "difference_to_bf16", recipe.Difference);
        Number(json, "difference_standard_error", recipe.DifferenceError);
        Number(json, "difference_95_percent", recipe.DifferenceInterval);
        json.WriteString("verdict", TrainingWords.Of(recipe.Verdict));
        Memory(json, recipe.Runs[0].Memory);
        json.WriteStartArray("runs");
        foreach (var run in recipe.Runs)
        {
            Run(json, run);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Memory(Utf8JsonWriter json, StoredMemory memory)
    {
        json.WriteStartObject("memory_bytes");
        json.WriteNumber("master_weights", memory.MasterBytes);
        json.WriteNumber("weight_copies", memory.WeightCopyBytes);
        json.WriteNumber("gradients", memory.GradientBytes);
        json.WriteNumber("optimizer", memory.OptimizerBytes);
        json.WriteNumber("activations", memory.ActivationBytes);
        json.WriteNumber("total", memory.TotalBytes);
        json.WriteEndObject();
    }

    private static void Run(Utf8JsonWriter json, TrainingResult run)
    {
        json.WriteStartObject();
        json.WriteNumber("seed", run.Seed);
        Number(json, "final_loss", run.FinalLoss);
        Number(json, "final_loss_in_fp32", run.FinalLossExact);
        json.WriteNumber("seconds", run.Seconds);
        Counts(json, "weights", run.Weights);
        Counts(json, "activations", run.Activations);
        Counts(json, "gradients", run.Gradients);
        json.WriteStartArray("training_loss");
        foreach (var point in run.Curve)
        {
            Value(json, point.TrainingLoss);
        }

        json.WriteEndArray();
        json.WriteStartArray("validation");
        foreach (var point in run.Curve.Where(p => p.ValidationLoss is not null))
        {
            json.WriteStartObject();
            json.WriteNumber("step", point.Step);
            Number(json, "loss", point.ValidationLoss!.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Counts(Utf8JsonWriter json, string name, CastCounts counts)
    {
        json.WriteStartObject(name);
        json.WriteNumber("cast", counts.Elements);
        json.WriteNumber("not_zero", counts.NonZero);
        json.WriteNumber("flushed_to_zero", counts.Underflows);
        json.WriteNumber("saturated", counts.Saturations);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        Value(json, value);
    }

    private static void Value(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
