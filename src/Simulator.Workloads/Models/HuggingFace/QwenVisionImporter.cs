using System.Collections.Immutable;

namespace Simulator.Workloads.Models.HuggingFace;

/// <summary>Qwen3-VL: a dense Qwen3 decoder with a vision encoder.</summary>
internal sealed class QwenVisionImporter : ArchitectureImporter
{
    internal override ImmutableArray<string> ModelTypes => ["qwen3_vl"];

    internal override ModelDescription Import(ConfigObject config) => LlamaImporter.Import(config.Object("text_config"), "qwen3_vl_text") with
    {
        Kind = ModelKind.VisionLanguage,
        TiedEmbeddings = config.FlagOr("tie_word_embeddings", false),
        Vision = Vision(config.Object("vision_config")),
    };

    internal static VisionEncoder Vision(ConfigObject config)
    {
        var vision = new VisionEncoder
        {
            Depth = LayerCount(config, "depth"),
            Hidden = config.Count("hidden_size"),
            Heads = config.Count("num_heads"),
            Inter = config.Count("intermediate_size"),
            Channels = config.Count("in_channels"),
            Patch = config.Count("patch_size"),
            Frames = config.Count("temporal_patch_size"),
            Positions = config.Count("num_position_embeddings"),
            Merge = config.Count("spatial_merge_size"),
            Output = config.Count("out_hidden_size"),
            DeepstackMergers = config.Has("deepstack_visual_indexes") ? config.Counts("deepstack_visual_indexes", minimum: 0).Count : 0,
        };
        return vision.Hidden % vision.Heads == 0
            ? vision
            : throw config.Error("num_heads", $"{vision.Heads} does not divide hidden_size {vision.Hidden}");
    }
}
