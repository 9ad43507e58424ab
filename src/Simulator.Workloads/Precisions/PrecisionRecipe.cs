using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Formats;
using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Parameters;

namespace Simulator.Workloads.Precisions;

/// <summary>
/// Which precision each part of a model runs in. A named recipe applies one precision to all matrix products of the layers and leaves the head, the
/// router, the vision encoder and everything small in the activations' format; <c>published</c> follows the model's own file, layer by layer.
/// </summary>
public sealed record PrecisionRecipe
{
    /// <summary>The recipe that follows the model's own file.</summary>
    public const string PublishedName = "published";

    /// <summary>The name, such as <c>fp8</c> or <c>published</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The precision of the layers' matrix products.</summary>
    public required GemmPrecision Default { get; init; }

    /// <summary>Precisions of components that differ from <see cref="Default"/>.</summary>
    public ImmutableDictionary<WeightComponent, GemmPrecision> Overrides { get; init; } = ImmutableDictionary<WeightComponent, GemmPrecision>.Empty;

    /// <summary>The model's own quantisation, followed where no override says otherwise; null for named recipes.</summary>
    public PublishedQuantisation? Published { get; init; }

    /// <summary>The format of activations between operators: bf16, fp16 or fp32.</summary>
    public NumberFormat Activation { get; init; } = NumberFormats.Bf16;

    /// <summary>The format of attention's two matrix products.</summary>
    public NumberFormat AttentionCompute { get; init; } = NumberFormats.Bf16;

    /// <summary>The format of the KV cache.</summary>
    public NumberFormat Kv { get; init; } = NumberFormats.Bf16;

    /// <summary>The format of recurrent states (Mamba-2, gated delta networks).</summary>
    public NumberFormat State { get; init; } = NumberFormats.Fp32;

    /// <summary>The names that <see cref="Parse"/> accepts.</summary>
    public static ImmutableArray<string> Names { get; } = [PublishedName, .. GemmPrecisions.All.Select(p => p.Name)];

    /// <summary>The formats of attention's products and cache.</summary>
    public AttentionPrecision Attention => new(AttentionCompute, Kv);

    /// <summary>The unquantised precision of matrix products.</summary>
    public GemmPrecision Unquantised => Activation == NumberFormats.Bf16 ? GemmPrecisions.Bf16
        : Activation == NumberFormats.Fp16 ? GemmPrecisions.Fp16
        : GemmPrecisions.Fp32;

    /// <summary>Activations in and out, unquantised.</summary>
    public StreamPrecision Stream => new(Activation, Activation);

    /// <summary>Finds a recipe by name.</summary>
    /// <param name="name">A precision's name, or <c>published</c>.</param>
    /// <param name="model">The model, for <c>published</c>.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="InputException">No recipe has that name.</exception>
    public static PrecisionRecipe Parse(string name, ModelDescription model) => name == PublishedName ? Follow(model)
        : GemmPrecisions.All.FirstOrDefault(p => p.Name == name) is { } precision ? Of(precision)
        : throw new InputException($"unknown precision recipe '{name}'; {NearestNames.Hint(name, Names)}");

    /// <summary>One precision for the matrix products of all layers; cache and attention in the activations' format.</summary>
    /// <param name="precision">The precision.</param>
    /// <returns>The recipe.</returns>
    public static PrecisionRecipe Of(GemmPrecision precision)
    {
        var activation = precision.Output;
        var attention = activation == NumberFormats.Fp32 ? precision.Compute : activation;
        return new PrecisionRecipe { Name = precision.Name, Default = precision, Activation = activation, AttentionCompute = attention, Kv = activation };
    }

    /// <summary>The quantisation with which the model was published; bf16 where there was none.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The recipe.</returns>
    public static PrecisionRecipe Follow(ModelDescription model) => new()
    {
        Name = PublishedName,
        Default = model.Quantisation?.Precision ?? GemmPrecisions.Bf16,
        Published = model.Quantisation,
        Kv = model.Quantisation?.Kv ?? NumberFormats.Bf16,
    };

    /// <summary>The same recipe with another format of the KV cache.</summary>
    /// <param name="kv">The format.</param>
    /// <returns>The recipe.</returns>
    public PrecisionRecipe WithKv(NumberFormat kv) => this with { Kv = kv };

    /// <summary>The same recipe with another format of attention's matrix products.</summary>
    /// <param name="compute">The format.</param>
    /// <returns>The recipe.</returns>
    public PrecisionRecipe WithAttention(NumberFormat compute) => this with { AttentionCompute = compute };

    /// <summary>The same recipe with another precision of one component, such as the language-model head.</summary>
    /// <param name="component">The component.</param>
    /// <param name="precision">Its precision.</param>
    /// <returns>The recipe.</returns>
    public PrecisionRecipe With(WeightComponent component, GemmPrecision precision) => this with { Overrides = Overrides.SetItem(component, precision) };

    /// <summary>The precision of a component.</summary>
    /// <param name="component">The component.</param>
    /// <param name="layer">The layer's index from 0; null for what stands outside the layers.</param>
    /// <returns>Its precision.</returns>
    public GemmPrecision Precision(WeightComponent component, int? layer = null)
    {
        if (Overrides.TryGetValue(component, out var chosen))
            return chosen;
        if (!IsQuantisable(component))
            return Unquantised;
        return Published?.Of(component, layer) ?? Default;
    }

    private static bool IsQuantisable(WeightComponent component) => component
        is WeightComponent.Attention or WeightComponent.Recurrent or WeightComponent.FeedForward
        or WeightComponent.Experts or WeightComponent.SharedExpert or WeightComponent.Latent;
}
