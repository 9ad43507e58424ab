using System.Collections.Immutable;
using Simulator.Hardware.Formats;
using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Models.HuggingFace;

/// <summary>Reads how a model was quantised: <c>hf_quant_config.json</c> beside the configuration, or <c>quantization_config</c> inside it.</summary>
internal static class QuantisationImporter
{
    internal const string FileName = "hf_quant_config.json";
    private const string Methods = "fp8, fbgemm_fp8, mxfp4, modelopt, awq, gptq, compressed-tensors";
    private const string Algorithms = "FP8, FP8_PB_WO, NVFP4, MXFP8, MXFP4, W8A8_SQ_PER_CHANNEL, W4A16_AWQ, W8A16, W4A8_AWQ, INT8";

    internal static PublishedQuantisation? Import(ConfigObject config, ModelDescription model)
    {
        var beside = Path.Combine(Path.GetDirectoryName(config.File) ?? "", FileName);
        if (File.Exists(beside))
            return FromModelOpt(ConfigObject.Read(beside).Object("quantization"), model);
        var inside = config.ObjectOrNull("quantization_config") ?? config.ObjectOrNull("text_config")?.ObjectOrNull("quantization_config");
        return inside is null ? null : FromMethod(inside, model);
    }

    private static PublishedQuantisation FromModelOpt(ConfigObject file, ModelDescription model)
    {
        var algorithm = file.TextOrNull("quant_algo");
        var precision = algorithm switch
        {
            null when file.Has("kv_cache_quant_algo") => GemmPrecisions.Bf16,
            null => throw file.Error("quant_algo", $"missing; accepted: {Algorithms}"),
            "FP8" => GemmPrecisions.Fp8,
            "FP8_PB_WO" => GemmPrecisions.Fp8Block,
            "NVFP4" => GemmPrecisions.Nvfp4,
            "MXFP8" => GemmPrecisions.Mxfp8,
            "MXFP4" => GemmPrecisions.Mxfp4,
            "W8A8_SQ_PER_CHANNEL" or "INT8" => GemmPrecisions.Int8,
            "W4A16_AWQ" => GemmPrecisions.W4A16,
            "W8A16" => GemmPrecisions.W8A16,
            "W4A8_AWQ" => GemmPrecisions.W4A8,
            _ => throw file.Error("quant_algo", $"unknown algorithm '{algorithm}'; accepted: {Algorithms}"),
        };
        NumberFormat? kv = file.TextOrNull("kv_cache_quant_algo") switch
        {
            null => CompressedTensors.Kv(file),
            "FP8" => NumberFormats.Fp8E4M3,
            "NVFP4" => NumberFormats.Nvfp4,
            "INT8" => NumberFormats.Int8,
            var other => throw file.Error("kv_cache_quant_algo", $"unknown algorithm '{other}'; accepted: FP8, NVFP4, INT8"),
        };
        return new PublishedQuantisation(precision, kv, Exclusions(file, model, "exclude_modules", "ignore"));
    }

    private static PublishedQuantisation FromMethod(ConfigObject file, ModelDescription model)
    {
        var method = file.Text("quant_method");
        return method switch
        {
            "fp8" => Weights(file.Has("weight_block_size") ? BlockScaled(file) : GemmPrecisions.Fp8, "modules_to_not_convert", "ignored_layers"),
            "fbgemm_fp8" => Weights(GemmPrecisions.Fp8, "modules_to_not_convert"),
            "mxfp4" => Weights(GemmPrecisions.W4A16Mxfp4, "modules_to_not_convert"),
            "modelopt" => FromModelOpt(file, model),
            "awq" => Weights(WeightOnly(file, "bits"), "modules_to_not_convert"),
            "gptq" => Weights(WeightOnly(file, "bits"), "modules_to_not_convert"),
            "compressed-tensors" => Weights(CompressedTensors.Precision(file), "ignore") with { Kv = CompressedTensors.Kv(file) },
            _ => throw file.Error("quant_method", $"unknown method '{method}'; accepted: {Methods}"),
        };

        PublishedQuantisation Weights(GemmPrecision precision, params string[] keys) => new(precision, null, Exclusions(file, model, keys));
    }

    private static GemmPrecision BlockScaled(ConfigObject file) => file.Counts("weight_block_size") is [128, 128]
        ? GemmPrecisions.Fp8Block
        : throw file.Error("weight_block_size", "blocks of another size are not supported; accepted: [128, 128]");

    private static GemmPrecision WeightOnly(ConfigObject file, string key) => file.Count(key) switch
    {
        4 => GemmPrecisions.W4A16,
        8 => GemmPrecisions.W8A16,
        var bits => throw file.Error(key, $"{bits} bits per weight are not supported; accepted: 4, 8"),
    };

    private static ImmutableArray<QuantisationExclusion> Exclusions(ConfigObject file, ModelDescription model, params string[] keys)
    {
        var patterns = keys.Where(file.Has).SelectMany(file.Texts).Select(p => new ModulePattern(p)).ToList();
        var exclusions = ImmutableArray.CreateBuilder<QuantisationExclusion>();
        var places = model.Layers
            .SelectMany((layer, index) => ModuleNames.Of(layer).Select(part => (part.Component, Index: index, part.Modules)))
            .GroupBy(place => place.Component)
            .OrderBy(group => group.Key);
        foreach (var component in places)
        {
            var excluded = component.Where(p => p.Modules.Any(m => patterns.Any(x => x.Matches($"layers.{p.Index}.{m}")))).Select(p => p.Index).ToList();
            if (excluded.Count > 0)
                exclusions.Add(new QuantisationExclusion(component.Key, excluded.Count == component.Count() ? [] : [.. excluded]));
        }

        return exclusions.ToImmutable();
    }
}
