using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Gpus;

namespace Simulator.Workloads.Precisions;

/// <summary>
/// How training uses number formats: in which precision the three products of every linear layer run (forward, gradient of the input, gradient of the
/// weight), what is cast for them and how, and what is kept for the backward pass. Embedding, router, head, norms and attention stay in bf16; master
/// weights and optimizer states are no part of the recipe.
/// </summary>
public sealed record TrainingRecipe
{
    /// <summary>The name, such as <c>fp8-current</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The precision of the products.</summary>
    public required GemmPrecision Products { get; init; }

    /// <summary>Times that a matrix is read to be cast: 2 where its own largest value is found first.</summary>
    public int CastPasses { get; init; } = 1;

    /// <summary>Whether the kernel that makes a product's input finds its largest value on the way, which spares a pass.</summary>
    public bool FusedScale { get; init; }

    /// <summary>Copies of a cast matrix: 2 where rows and columns need copies of their own (transposes, or scales along each dimension).</summary>
    public int CastCopies { get; init; } = 2;

    /// <summary>Whether the kernel that makes a product's input (norm, activation) writes it cast already, since its scale is known or local.</summary>
    public bool FusedCast { get; init; }

    /// <summary>Layers at the start, and at the end, whose products stay in bf16.</summary>
    public (int First, int Last) Unquantised { get; init; }

    /// <summary>The share of the layers at the end whose products stay in bf16, rounded up; 0 for none.</summary>
    public double UnquantisedLastShare { get; init; }

    /// <summary>Whether products run in fewer than 16 bits.</summary>
    public bool IsNarrow => Products.Compute.ElementBits < 16;

    /// <summary>bf16 throughout.</summary>
    public static TrainingRecipe Bf16 { get; } = new() { Name = "bf16", Products = GemmPrecisions.Bf16 };

    /// <summary>
    /// Every recipe. Per-tensor FP8 with delayed scaling takes the scale from earlier steps (Micikevicius et al., "FP8 formats for deep learning", 2022),
    /// with current scaling from the tensor itself; blockwise FP8 scales 1×128 activations and 128×128 weights (DeepSeek-V3, section 3.3); MXFP8 blocks of
    /// 32 (OCP microscaling specification, 2023), in both dimensions; NVFP4 keeps about a sixth of the layers, at the end, in bf16
    /// (NVIDIA, "Pretraining large language models with NVFP4", 2025).
    /// </summary>
    public static ImmutableArray<TrainingRecipe> All { get; } =
    [
        Bf16,
        new() { Name = "fp16", Products = GemmPrecisions.Fp16 },
        new() { Name = "fp8-delayed", Products = GemmPrecisions.Fp8, FusedCast = true },
        new() { Name = "fp8-current", Products = GemmPrecisions.Fp8, CastPasses = 2, FusedScale = true, Unquantised = (1, 1) },
        new() { Name = "fp8-block", Products = GemmPrecisions.Fp8Block },
        new() { Name = "mxfp8", Products = GemmPrecisions.Mxfp8 },
        new() { Name = "nvfp4", Products = GemmPrecisions.Nvfp4, CastPasses = 2, UnquantisedLastShare = 1.0 / 6 },
    ];

    /// <summary>The names that <see cref="Parse"/> accepts; <c>fp8</c> is short for <c>fp8-current</c>.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(r => r.Name), "fp8"];

    /// <summary>Finds a recipe by name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="InputException">No recipe has that name.</exception>
    public static TrainingRecipe Parse(string name) =>
        All.FirstOrDefault(r => r.Name == (name == "fp8" ? "fp8-current" : name))
        ?? throw new InputException($"unknown recipe '{name}'; {NearestNames.Hint(name, Names)}", key: "precision");

    /// <summary>
    /// The recipe on a GPU: matrix instructions for tensor memory read 8-bit operands in either order, so that per-tensor casts need no transposed copy
    /// (Transformer Engine on Blackwell).
    /// </summary>
    /// <param name="gpu">The GPU.</param>
    /// <returns>The recipe.</returns>
    public TrainingRecipe On(GpuDescription gpu) =>
        gpu.Tensor.Generation == MmaGeneration.Tcgen05 && Products == GemmPrecisions.Fp8 ? this with { CastCopies = 1 } : this;

    /// <summary>The precision of a layer's products.</summary>
    /// <param name="layer">The layer's index.</param>
    /// <param name="layers">Layers of the model.</param>
    /// <returns>bf16 for the layers kept out, else <see cref="Products"/>.</returns>
    public GemmPrecision OfLayer(int layer, int layers) =>
        layer < Unquantised.First || layer >= layers - Math.Max(Unquantised.Last, (int)Math.Ceiling(UnquantisedLastShare * layers))
            ? IsNarrow ? GemmPrecisions.Bf16 : Products
            : Products;
}
