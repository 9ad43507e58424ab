using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;

namespace Simulator.Workloads.Models.HuggingFace;

/// <summary>Imports a model from the <c>config.json</c> that Hugging Face publishes with it.</summary>
public static class HuggingFaceModel
{
    private const string ConfigName = "config.json";

    private static readonly ImmutableArray<ArchitectureImporter> Importers =
    [
        new LlamaImporter(), new DeciImporter(), new MixtureImporter(), new GptOssImporter(), new DeepSeekImporter(), new NemotronHImporter(),
        new QwenVisionImporter(), new QwenHybridImporter(), new BertImporter(), new WhisperImporter(),
    ];

    /// <summary>Values of <c>model_type</c> that can be imported.</summary>
    public static ImmutableArray<string> ModelTypes { get; } = [.. Importers.SelectMany(i => i.ModelTypes).Order(StringComparer.Ordinal)];

    /// <summary>
    /// Reads a configuration, with the <c>hf_quant_config.json</c> beside it where there is one. The identifier is the folder's name in lower case.
    /// </summary>
    /// <param name="path">The file, or the folder that holds it.</param>
    /// <returns>The model.</returns>
    /// <exception cref="InputException">The file is missing, malformed or over 16 MiB, its architecture is unknown, or a field is missing or wrong.</exception>
    public static ModelDescription Import(string path)
    {
        var file = FileOf(path);
        var config = ConfigObject.Read(file);
        var type = config.Text("model_type");
        var importer = Importers.FirstOrDefault(i => i.ModelTypes.Contains(type))
            ?? throw config.Error("model_type", $"unknown architecture '{type}'; {NearestNames.Hint(type, ModelTypes)}");
        var folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file)));
        var name = string.IsNullOrEmpty(folder) ? type : folder;
        var model = importer.Import(config) with { Id = name.ToLowerInvariant(), Name = name, Source = file };
        if (ModelCheck.ProblemOf(model) is { } problem)
            throw new InputException(problem, file);
        return model with { Quantisation = QuantisationImporter.Import(config, model) };
    }

    /// <summary>The file that <see cref="Import"/> reads.</summary>
    /// <param name="path">The file, or the folder that holds it.</param>
    /// <returns>The file.</returns>
    public static string FileOf(string path) => Directory.Exists(path) ? Path.Combine(path, ConfigName) : path;
}
