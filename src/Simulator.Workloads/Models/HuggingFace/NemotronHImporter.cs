using System.Collections.Immutable;

namespace Simulator.Workloads.Models.HuggingFace;

/// <summary>
/// Nemotron-H and Nemotron 3: every layer is one block, Mamba-2, attention without position embedding, a plain feed-forward or a mixture of experts,
/// named by a pattern (<c>M * - E</c>) or a list.
/// </summary>
internal sealed class NemotronHImporter : ArchitectureImporter
{
    internal override ImmutableArray<string> ModelTypes => ["nemotron_h"];

    internal override ModelDescription Import(ConfigObject config)
    {
        var blocks = new Dictionary<char, LayerDescription>();
        var pattern = Pattern(config, "hybrid_override_pattern", "layers_block_type");
        if (config.Has("num_hidden_layers") && config.Count("num_hidden_layers") != pattern.Length)
            throw config.Error("num_hidden_layers", $"{config.Count("num_hidden_layers")} where the pattern has {pattern.Length} layers");
        var modules = config.CountOr("num_nextn_predict_layers", 0, minimum: 0);
        var mtp = modules == 0 ? null
            : new MtpDescription(modules, Expand(config, blocks, Pattern(config, "mtp_hybrid_override_pattern", "mtp_layers_block_type")));
        return Common(config, Expand(config, blocks, pattern)) with { Mtp = mtp };
    }

    private static ImmutableArray<LayerDescription> Expand(ConfigObject config, Dictionary<char, LayerDescription> blocks, string pattern)
    {
        foreach (var symbol in pattern.Distinct().Where(s => !blocks.ContainsKey(s)))
            blocks[symbol] = Block(config, symbol);
        return [.. pattern.Select(s => blocks[s])];
    }

    private static string Pattern(ConfigObject config, string patternKey, string listKey)
    {
        if (config.Has(patternKey))
        {
            var pattern = config.Text(patternKey);
            var unknown = pattern.FirstOrDefault(c => !"M*-E".Contains(c));
            return unknown != default || pattern.Length == 0
                ? throw config.Error(patternKey, $"unknown layer '{unknown}'; accepted: M (Mamba-2), * (attention), - (feed-forward), E (experts)")
                : pattern;
        }

        if (!config.Has(listKey))
            throw config.Error(patternKey, $"missing; a pattern of M, *, - and E, or a list {listKey}, is expected");
        return string.Concat(config.Texts(listKey).Select(name => name switch
        {
            "mamba" => 'M',
            "attention" => '*',
            "mlp" => '-',
            "moe" => 'E',
            _ => throw config.Error(listKey, $"unknown layer '{name}'; accepted: mamba, attention, mlp, moe"),
        }));
    }

    private static LayerDescription Block(ConfigObject config, char symbol) => symbol switch
    {
        'M' => new LayerDescription(Mamba(config), null),
        '*' => new LayerDescription(Attend(config), null),
        '-' => new LayerDescription(null, new DenseFeedForward
        {
            Inter = config.Count("intermediate_size"),
            Gated = IsGated(config),
            Bias = config.FlagOr("mlp_bias", false),
        }),
        _ => new LayerDescription(null, Experts(config)),
    };

    private static Mamba2Mixer Mamba(ConfigObject config) => new()
    {
        Heads = config.Count("mamba_num_heads"),
        HeadDim = config.Count("mamba_head_dim"),
        Groups = config.Count("n_groups"),
        DState = config.Count("ssm_state_size"),
        DConv = config.Count("conv_kernel"),
        Chunk = config.Count("chunk_size"),
        ConvBias = config.FlagOr("use_conv_bias", true),
    };

    private static AttentionMixer Attend(ConfigObject config)
    {
        var heads = config.Count("num_attention_heads");
        var bias = config.FlagOr("attention_bias", false);
        return new AttentionMixer
        {
            Heads = heads,
            KvHeads = config.Count("num_key_value_heads"),
            HeadDim = config.CountOfAny("head_dim", "attention_head_dim"),
            Window = config.CountOr("sliding_window", 0),
            QkvBias = bias,
            OutputBias = bias,
        };
    }

    private static MoeFeedForward Experts(ConfigObject config)
    {
        var moe = new MoeFeedForward
        {
            Experts = config.Count("n_routed_experts"),
            TopK = config.Count("num_experts_per_tok"),
            Inter = config.Count("moe_intermediate_size"),
            SharedInter = config.CountOr("n_shared_experts", 0, minimum: 0) > 0
                ? config.CountTimes("n_shared_experts", config.Count("moe_shared_expert_intermediate_size"))
                : 0,
            Latent = config.CountOr("moe_latent_size", 0),
            Gated = IsGated(config),
            Bias = config.FlagOr("mlp_bias", false),
            RouterBias = true,
        };
        MixtureImporter.CheckTopK(config, moe);
        return moe;
    }

    private static bool IsGated(ConfigObject config) => config.Text("mlp_hidden_act") switch
    {
        "relu2" => false,
        "silu" => true,
        var other => throw config.Error("mlp_hidden_act", $"unknown activation '{other}'; accepted: relu2, silu"),
    };
}
