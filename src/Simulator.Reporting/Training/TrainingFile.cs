using System.Text.Json;
using Simulator.Hardware.Errors;

namespace Simulator.Reporting.Training;

/// <summary>Reads what <c>gpusim train</c> keeps: one step.</summary>
public static class TrainingFile
{
    /// <summary>The name in a results folder.</summary>
    public const string FileName = "training.json";

    /// <summary>The most passes of the schedule that are kept.</summary>
    public const int MostPasses = 1200;

    // Parts are differences: one that is nothing may be written a little below 0.
    private const double Rounding = 1e-9;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The step.</returns>
    /// <exception cref="InputException">It cannot be read, or holds no training step; the message says so in one line.</exception>
    public static TrainingDocument Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (InvalidOperationException fault)
        {
            throw new InputException($"is no training step as 'gpusim train --json' writes it: {fault.Message}", path, inner: fault);
        }
        catch (JsonException fault)
        {
            var what = fault.Message.Split(" Path: ")[0];
            throw new InputException($"is no training step as 'gpusim train --json' writes it: {what}", path, (int?)fault.LineNumber + 1, inner: fault);
        }
    }

    /// <summary>Reads a document.</summary>
    /// <param name="json">The document.</param>
    /// <returns>The step.</returns>
    /// <exception cref="JsonException">It is no such document.</exception>
    public static TrainingDocument Parse(string json)
    {
        var step = JsonSerializer.Deserialize<TrainingDocument>(json, Options) ?? throw new JsonException("null is no step");
        return step.Step.Seconds > 0 && step.Breakdown.Values.All(s => s >= -Rounding * step.Step.Seconds) && step.Operators.All(o => o is { Seconds: >= 0 })
            && step.Passes.All(p => p is { Stage: >= 0 } && p.End >= p.Start) && step.Memory.ContainsKey("capacity")
            ? step
            : throw new JsonException("a time of the step is negative, or its memory has no capacity");
    }
}
