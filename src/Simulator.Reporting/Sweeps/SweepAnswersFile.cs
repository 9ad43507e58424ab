using System.Text.Json;
using Simulator.Hardware.Errors;

namespace Simulator.Reporting.Sweeps;

/// <summary>Reads the Pareto set and the tied group from <c>answers.json</c>; what else it holds is not looked at.</summary>
public static class SweepAnswersFile
{
    /// <summary>The name in a results folder.</summary>
    public const string FileName = "answers.json";

    /// <summary>Reads a folder's answers.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The answers; none where there is no file.</returns>
    /// <exception cref="InputException">The file is no such document; the message says so in one line.</exception>
    public static SweepAnswers Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return SweepAnswers.None;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                ? new SweepAnswers([.. Points(root, "pareto")], [.. Points(root, "tied")])
                : throw new InputException("is no answer of a sweep: not an object", path);
        }
        catch (JsonException fault)
        {
            throw new InputException($"is no JSON: {fault.Message.Split(" LineNumber")[0]}", path, (int?)fault.LineNumber + 1, inner: fault);
        }
    }

    private static IEnumerable<long> Points(JsonElement root, string name) =>
        root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(Point).Where(p => p >= 0)
            : [];

    private static long Point(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number when element.TryGetInt64(out var id) => id,
        JsonValueKind.Object when element.TryGetProperty("point", out var point) => Point(point),
        _ => -1,
    };
}
