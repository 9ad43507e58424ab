using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Numerics;
using Simulator.Measurement.Precision;
using Simulator.Measurement.Training.Casts;
using Simulator.Workloads.Precisions;

namespace Simulator.Measurement.Training.Models;

/// <summary>
/// How training rounds numbers: the operands of the products of the layers' linear parts, and in which layers. Embedding, head, norms, attention and everything
/// between operators are in bf16 but for <c>fp32</c>; sums, weight gradients, master weights and moments are in fp32.
/// </summary>
/// <param name="Name">The name; those that <see cref="TrainingRecipe"/> prices have its names.</param>
/// <param name="Products">How products of the layers are rounded.</param>
/// <param name="Placement">The recipe that says which layers stay in bf16; null for none.</param>
public sealed record NumericsRecipe(string Name, LayerNumerics Products, TrainingRecipe? Placement = null)
{
    private static readonly QuantisationFormat E5M2 = QuantisationFormats.Parse("fp8-e5m2");
    private static readonly QuantisationFormat Nvfp4Format = QuantisationFormats.Parse("nvfp4");
    private static readonly QuantisationFormat Mxfp8Format = QuantisationFormats.Parse("mxfp8");

    /// <summary>fp32 throughout.</summary>
    public static NumericsRecipe Fp32 { get; } = new("fp32", LayerNumerics.Fp32);

    /// <summary>bf16, which the others are held against.</summary>
    public static NumericsRecipe Bf16 { get; } = new("bf16", LayerNumerics.Bf16);

    /// <summary>
    /// Every recipe. Per-tensor FP8 takes e4m3 forward and e5m2 for gradients (Micikevicius and others 2022; Transformer Engine's <c>HYBRID</c>); blockwise
    /// FP8 e4m3 for all (DeepSeek-V3, section 3.3), 1×128 along the reduction and 128×128 for weights; MXFP8 e4m3 for all, blocks of 32 along the reduction.
    /// NVFP4 as it is (<c>nvfp4-naive</c>), and with gradients rounded stochastically, 16×16 blocks of weights, the rotated weight gradient and the last
    /// layers in bf16 (NVIDIA, "Pretraining Large Language Models with NVFP4", 2025).
    /// </summary>
    public static ImmutableArray<NumericsRecipe> All { get; } =
    [
        Fp32,
        Bf16,
        PerTensor("fp8-delayed", true),
        PerTensor("fp8-current", false),
        Of("fp8-block", new(new CastRule(QuantisationFormats.Fp8, new ScaleLayout(128, 128, "fp32")), AlongReduction(QuantisationFormats.Fp8, 128),
            AlongReduction(QuantisationFormats.Fp8, 128))),
        Of("mxfp8", Same(new CastRule(Mxfp8Format, Mxfp8Format.NaturalScales))),
        new("nvfp4-naive", Same(new CastRule(Nvfp4Format, Nvfp4Format.NaturalScales))),
        Of("nvfp4", new(
            new CastRule(Nvfp4Format, new ScaleLayout(16, 16, "e4m3")), new CastRule(Nvfp4Format, Nvfp4Format.NaturalScales),
            new CastRule(Nvfp4Format, Nvfp4Format.NaturalScales, Rounding.Stochastic), true)),
    ];

    /// <summary>The names that <see cref="Parse"/> accepts.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(r => r.Name)];

    /// <summary>Whether what passes between operators is rounded to bf16.</summary>
    public bool IsNarrow => Products != LayerNumerics.Fp32;

    /// <summary>Finds a recipe.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="InputException">No recipe has that name.</exception>
    public static NumericsRecipe Parse(string name) => All.FirstOrDefault(r => r.Name == name)
        ?? throw new InputException($"unknown recipe '{name}'; {NearestNames.Hint(name, Names)}");

    /// <summary>How a layer's products are rounded.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="layers">Layers of the model.</param>
    /// <returns>bf16 in layers that are kept out.</returns>
    public LayerNumerics OfLayer(int layer, int layers) =>
        Placement is not null && Placement.OfLayer(layer, layers) != Placement.Products ? LayerNumerics.Bf16 : Products;

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static NumericsRecipe Of(string name, LayerNumerics products) => new(name, products, TrainingRecipe.Parse(name));

    private static NumericsRecipe PerTensor(string name, bool delayed)
    {
        var narrow = new CastRule(QuantisationFormats.Fp8, ScaleLayout.PerTensor, IsDelayed: delayed);
        return Of(name, new(narrow, narrow, narrow with { Format = E5M2 }));
    }

    private static CastRule AlongReduction(QuantisationFormat format, int block) => new(format, new ScaleLayout(1, block, "fp32"));

    private static LayerNumerics Same(CastRule rule) => new(rule, rule, rule);
}
