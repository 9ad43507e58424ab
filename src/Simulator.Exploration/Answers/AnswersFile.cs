using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Answers;

/// <summary><c>answers.json</c> of a results folder. The same answers give the same bytes; numbers are written so that they read back the same.</summary>
public static class AnswersFile
{
    /// <summary>The file's name.</summary>
    public const string FileName = "answers.json";

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The document, ending in a line feed.</summary>
    /// <param name="answers">The answers.</param>
    /// <returns>JSON.</returns>
    public static string ToJson(SweepAnswers answers) => JsonSerializer.Serialize(answers, Options) + "\n";

    /// <summary>Writes <c>answers.json</c> into a folder.</summary>
    /// <param name="folder">The folder, which exists.</param>
    /// <param name="answers">The answers.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string folder, SweepAnswers answers) => File.WriteAllText(Path.Combine(folder, FileName), ToJson(answers));

    /// <summary>Reads <c>answers.json</c> of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The answers.</returns>
    /// <exception cref="InputException">There is none, or it is none of this version's; the message says so in one line.</exception>
    public static SweepAnswers Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new InputException($"no {FileName} here; accepted: the results folder of a sweep", folder);
        }

        try
        {
            var answers = JsonSerializer.Deserialize<SweepAnswers>(File.ReadAllText(path), Options);
            return answers is { Schema: SweepAnswers.CurrentSchema } ? answers
                : throw new InputException($"schema {answers?.Schema} is not accepted; accepted: {SweepAnswers.CurrentSchema}", path);
        }
        catch (JsonException fault)
        {
            throw new InputException($"holds no answers: {fault.Message}", path, line: (int?)fault.LineNumber + 1, inner: fault);
        }
    }
}
