using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Models.Catalog;

/// <summary>Turns a file of the catalogue into a model, its layers one by one.</summary>
/// <param name="model">The file's content.</param>
/// <param name="path">The file, for errors.</param>
internal sealed class ModelExpansion(ModelFile model, string path)
{
    private readonly Dictionary<string, LayerDescription> blocks = [];

    internal ModelDescription Expand()
    {
        foreach (var (name, block) in model.Blocks)
            blocks[name] = Layer(name, block);
        var expanded = new ModelDescription
        {
            Id = model.Id,
            Name = model.Name,
            Source = model.Source,
            Kind = model.Kind,
            Hidden = model.Hidden,
            Vocab = model.Vocab,
            MaxPositions = model.MaxPositions,
            TiedEmbeddings = model.TiedEmbeddings,
            LearntPositions = model.LearntPositions,
            TokenTypes = model.TokenTypes,
            LayerNorm = model.LayerNorm,
            Layers = Layers("layers", model.Layers),
            Mtp = model.Mtp is { } mtp ? new MtpDescription(mtp.Modules, Layers("mtp.layers", mtp.Layers)) : null,
            Vision = model.Vision,
            Audio = model.Audio is { } a ? new AudioEncoder(a.MelBins, a.Positions, a.ConvTaps, Layers("audio.layers", a.Layers)) : null,
            Head = model.Head,
            Quantisation = model.Quantisation is { } quantisation ? Quantisation(quantisation) : null,
        };
        CheckKind(expanded);
        if (ModelCheck.ProblemOf(expanded) is { } problem)
            throw new InputException(problem, path);
        return expanded;
    }

    private LayerDescription Layer(string name, BlockFile block)
    {
        List<Mixer> mixers = [.. ((Mixer?[])[block.Attention, block.Mla, block.Mamba2, block.DeltaNet]).OfType<Mixer>()];
        List<FeedForward> feedForwards = [.. ((FeedForward?[])[block.Dense, block.Moe]).OfType<FeedForward>()];
        if (mixers.Count > 1 || feedForwards.Count > 1 || mixers.Count + feedForwards.Count == 0)
            throw Error($"blocks.{name}", "at most one of attention, mla, mamba2, delta_net and one of dense, moe is expected, and at least one in all");
        if (block.Attention is { } a && a.Heads % a.KvHeads != 0)
            throw Error($"blocks.{name}.attention.kv_heads", $"{a.KvHeads} does not divide the {a.Heads} heads");
        if (block.DeltaNet is { } d && d.ValueHeads % d.KeyHeads != 0)
            throw Error($"blocks.{name}.delta_net.key_heads", $"{d.KeyHeads} does not divide the {d.ValueHeads} value heads");
        if (block.Moe is { } m && m.TopK > m.Experts)
            throw Error($"blocks.{name}.moe.topk", $"{m.TopK} of {m.Experts} experts; accepted: 1 to {m.Experts}");
        return new LayerDescription(mixers.FirstOrDefault(), feedForwards.FirstOrDefault(), block.CrossAttention);
    }

    private ImmutableArray<LayerDescription> Layers(string key, string sequence)
    {
        try
        {
            return [.. LayerSequence.Expand(sequence).Select(name => blocks.TryGetValue(name, out var layer)
                ? layer
                : throw Error(key, $"unknown block '{name}'; {NearestNames.Hint(name, blocks.Keys)}"))];
        }
        catch (FormatException error)
        {
            throw Error(key, $"{error.Message}; accepted: names of blocks, NAME*COUNT, (NAME ...)*COUNT");
        }
    }

    private PublishedQuantisation Quantisation(QuantisationFile file)
    {
        var precision = GemmPrecisions.All.FirstOrDefault(p => p.Name == file.Precision)
            ?? throw Error("quantisation.precision", $"unknown precision; {NearestNames.Hint(file.Precision, GemmPrecisions.All.Select(p => p.Name))}");
        return new PublishedQuantisation(precision, file.Kv, [.. file.Exclude.Select(e => new QuantisationExclusion(e.Component, e.Layers.Sort()))]);
    }

    private void CheckKind(ModelDescription expanded)
    {
        if ((expanded.Vision is not null) != (expanded.Kind == ModelKind.VisionLanguage))
            throw Error("vision", "a vision encoder and the kind vision-language go together");
        if ((expanded.Audio is not null) != (expanded.Kind == ModelKind.EncoderDecoder))
            throw Error("audio", "a speech encoder and the kind encoder-decoder go together");
        if (expanded.Vision is { } v && v.Hidden % v.Heads != 0)
            throw Error("vision.heads", $"{v.Heads} does not divide the width {v.Hidden}");
    }

    // The line of the key's first part where the file has it; a key inherited from a base has none.
    private InputException Error(string key, string problem)
    {
        DescriptionNode? node = YamlFile.Read(path);
        foreach (var part in key.Split('.'))
            node = (node as MappingNode)?.Find(part) ?? node;
        return new InputException(problem, path, node?.Place.Line, key);
    }
}
