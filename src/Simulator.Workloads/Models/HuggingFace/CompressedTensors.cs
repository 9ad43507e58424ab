using Simulator.Hardware.Formats;
using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Models.HuggingFace;

/// <summary>Reads the <c>compressed-tensors</c> format of quantisation, whose first group is taken for the whole model.</summary>
internal static class CompressedTensors
{
    internal static GemmPrecision Precision(ConfigObject file)
    {
        var groups = file.Object("config_groups");
        var key = groups.Keys.FirstOrDefault() ?? throw file.Error("config_groups", "no group; at least one is expected");
        var group = groups.Object(key);
        var weights = group.Object("weights");
        var activations = group.ObjectOrNull("input_activations");
        var (bits, type) = (weights.Count("num_bits"), weights.Text("type"));
        return (bits, type, activations?.Count("num_bits"), weights.TextOrNull("strategy")) switch
        {
            (8, "float", 8, "block") => GemmPrecisions.Fp8Block,
            (8, "float", 8, _) => GemmPrecisions.Fp8,
            (8, "int", 8, _) => GemmPrecisions.Int8,
            (8, "int", null, _) => GemmPrecisions.W8A16,
            (4, "int", null, _) => GemmPrecisions.W4A16,
            (4, "int", 8, _) => GemmPrecisions.W4A8,
            (4, "float", 4, _) => GemmPrecisions.Nvfp4,
            _ => throw weights.Error(
                "num_bits", $"{bits}-bit {type} weights with these activations are not supported; accepted: fp8, int8, w8a16, w4a16, w4a8, nvfp4"),
        };
    }

    internal static NumberFormat? Kv(ConfigObject file) => file.ObjectOrNull("kv_cache_scheme") is not { } scheme ? null
        : (scheme.Count("num_bits"), scheme.Text("type")) switch
        {
            (8, "float") => NumberFormats.Fp8E4M3,
            (8, "int") => NumberFormats.Int8,
            _ => throw scheme.Error("num_bits", "accepted: 8"),
        };
}
