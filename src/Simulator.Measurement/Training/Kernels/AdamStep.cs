using System.Runtime.Intrinsics;

namespace Simulator.Measurement.Training.Kernels;

/// <summary>One step of AdamW (Loshchilov and Hutter, "Decoupled weight decay regularization", 2019): β₁ 0.9, β₂ 0.95, ε 10⁻⁸, decay 0.1.</summary>
internal readonly unsafe struct AdamStep
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.95f;
    private const float Epsilon = 1e-8f;
    private const float Decay = 0.1f;
    private readonly float rate;
    private readonly float shrink;
    private readonly float clip;
    private readonly float squareCorrection;

    /// <summary>Makes a step.</summary>
    /// <param name="step">The step, from 1: it corrects the moments' start at zero.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="clip">What gradients are multiplied with, at most 1.</param>
    internal AdamStep(int step, double learningRate, double clip)
    {
        rate = (float)(learningRate / (1 - Math.Pow(Beta1, step)));
        shrink = (float)(1 - (learningRate * Decay));
        squareCorrection = (float)(1 / (1 - Math.Pow(Beta2, step)));
        this.clip = (float)clip;
    }

    /// <summary>Updates eight elements.</summary>
    internal void Apply(float* value, float* gradient, float* mean, float* square, bool decays)
    {
        var g = Vector256.Load(gradient) * clip;
        var m = Vector256.Load(mean) + ((g - Vector256.Load(mean)) * (1 - Beta1));
        var v = Vector256.Load(square) + (((g * g) - Vector256.Load(square)) * (1 - Beta2));
        m.Store(mean);
        v.Store(square);
        var kept = decays ? Vector256.Load(value) * shrink : Vector256.Load(value);
        (kept - (m * rate / (Vector256.Sqrt(v * squareCorrection) + Vector256.Create(Epsilon)))).Store(value);
    }
}
