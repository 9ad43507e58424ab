using Simulator.Measurement.Training.Casts;

namespace Simulator.Measurement.Training.Models;

/// <summary>How the operands of a linear layer's three products are rounded.</summary>
/// <param name="Weight">Weights, in the forward product and in that of the data gradient.</param>
/// <param name="Activation">The layer's input, in the forward product and in that of the weight gradient.</param>
/// <param name="Gradient">The gradient of its output, in the products of both gradients.</param>
/// <param name="RotatesWeightGradient">Whether a random Hadamard transform goes over both operands of the weight gradient's product.</param>
public sealed record LayerNumerics(CastRule Weight, CastRule Activation, CastRule Gradient, bool RotatesWeightGradient = false)
{
    /// <summary>Nothing is rounded.</summary>
    public static LayerNumerics Fp32 { get; } = new(CastRule.None, CastRule.None, CastRule.None);

    /// <summary>Everything in bf16.</summary>
    public static LayerNumerics Bf16 { get; } = new(CastRule.Bf16, CastRule.Bf16, CastRule.Bf16);
}
