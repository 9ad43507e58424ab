using System.Collections.Immutable;
using System.Text.Json;
using Simulator.Hardware.Errors;

namespace Simulator.Reporting.Steps;

/// <summary>Reads what <c>gpusim simulate --json</c> writes: one step, or a list of them.</summary>
public static class StepFile
{
    /// <summary>The name in a results folder.</summary>
    public const string FileName = "step.json";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = false,
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The steps, at least one.</returns>
    /// <exception cref="InputException">It cannot be read, or holds no step; the message says so in one line.</exception>
    public static ImmutableArray<StepDocument> Read(string path)
    {
        try
        {
            var steps = Parse(File.ReadAllText(path));
            return steps.Length > 0 ? steps : throw new InputException("holds no step; accepted: what 'gpusim simulate --json' writes", path);
        }
        catch (InvalidOperationException fault)
        {
            // Text that is no text: half a surrogate pair.
            throw new InputException($"is no step as 'gpusim simulate --json' writes it: {fault.Message}", path, inner: fault);
        }
        catch (JsonException fault)
        {
            var what = fault.Message.Split(" Path: ")[0];
            throw new InputException($"is no step as 'gpusim simulate --json' writes it: {what}", path, (int?)fault.LineNumber + 1, inner: fault);
        }
    }

    /// <summary>Reads a document.</summary>
    /// <param name="json">The document.</param>
    /// <returns>The steps.</returns>
    /// <exception cref="JsonException">It is no such document.</exception>
    public static ImmutableArray<StepDocument> Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var steps = json.AsSpan().TrimStart() is ['[', ..]
            ? JsonSerializer.Deserialize<ImmutableArray<StepDocument>>(json, Options)
            : [JsonSerializer.Deserialize<StepDocument>(json, Options) ?? throw new JsonException("null is no step")];
        return steps.IsDefault || steps.Contains(null!) ? throw new JsonException("null is no step")
            : steps.FirstOrDefault(s => s.Step is { Seconds: < 0 } || s.Operators.Any(o => o is null || o.Seconds < 0 || o.ExposedSeconds < 0)) is { } wrong
                ? throw new JsonException($"a time of the step on {wrong.Gpu} is negative")
            : steps;
    }
}
