using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Results;

/// <summary>
/// <c>manifest.json</c> of a results folder: what was computed, from which inputs, by which version, on which machine. Two runs with the same
/// <see cref="Identity"/> hold the same bytes in every other file.
/// </summary>
public sealed record RunManifest
{
    /// <summary>The file's name.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The layout that this version writes and reads.</summary>
    public const int CurrentSchema = 1;

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

    /// <summary>The layout's number.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>What the folder holds.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>The experiment's name, which is also the name of the folder above.</summary>
    public required string Name { get; init; }

    /// <summary>One line for people.</summary>
    public required string Title { get; init; }

    /// <summary>The program's version.</summary>
    public required string Version { get; init; }

    /// <summary>The command that computes it again.</summary>
    public required string Command { get; init; }

    /// <summary>The experiment's file as it was named, for joining parts; null where there is none.</summary>
    public string? Experiment { get; init; }

    /// <summary>The seed of every random choice.</summary>
    public ulong Seed { get; init; }

    /// <summary>The machine.</summary>
    public required MachineFacts Machine { get; init; }

    /// <summary>The files that it was computed from.</summary>
    public required ImmutableArray<InputFile> Inputs { get; init; }

    /// <summary>Points of the design space; 0 where there is none.</summary>
    public long Points { get; init; }

    /// <summary>The columns of <c>points.csv</c>; empty where there is none.</summary>
    public ImmutableArray<PointColumn> Columns { get; init; } = [];

    /// <summary>What decides the result: everything but machine, command and the file's place.</summary>
    [JsonIgnore]
    public string Identity
    {
        get
        {
            var same = this with { Machine = new MachineFacts("", "", 0), Command = "", Experiment = null };
            return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(same.ToJson())));
        }
    }

    /// <summary>The document, ending in a line feed.</summary>
    /// <returns>JSON.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, Options) + "\n";

    /// <summary>Reads a results folder's manifest.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="InputException">There is none, or it is none of this version's; the message says so in one line.</exception>
    public static RunManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new InputException($"no {FileName} here; accepted: a folder that gpusim wrote, such as results/NAME/RUN", folder);
        }

        try
        {
            var manifest = JsonSerializer.Deserialize<RunManifest>(File.ReadAllText(path), Options);
            return manifest is { Schema: CurrentSchema } ? manifest : throw new InputException($"schema {manifest?.Schema} is not accepted; accepted: {CurrentSchema}", path);
        }
        catch (JsonException fault)
        {
            throw new InputException($"is no manifest: {fault.Message}", path, line: (int?)fault.LineNumber + 1, inner: fault);
        }
    }
}
