using Simulator.Measurement.Training.Tensors;

namespace Simulator.Measurement.Training.Models;

/// <summary>A root-mean-square norm with a gain.</summary>
internal sealed class NormLayer
{
    private readonly NumericsSession session;
    private readonly Parameter gain;
    private readonly float[] factors;

    internal NormLayer(NumericsSession session, MatrixArena arena, Parameter gain, int tokens)
    {
        (this.session, this.gain, factors) = (session, gain, new float[tokens]);
        Output = arena.Create(tokens, gain.Values.Columns);
    }

    /// <summary>The last result.</summary>
    internal FloatMatrix Output { get; }

    internal FloatMatrix Forward(FloatMatrix x)
    {
        session.Kernels.Norm(x, gain.Values, Output, factors);
        session.RoundBetween(Output);
        return Output;
    }

    /// <summary>Adds the gradient of x.</summary>
    internal void Backward(FloatMatrix x, FloatMatrix dy, FloatMatrix dx)
    {
        session.Kernels.NormGradient(x, gain.Values, factors, dy, dx, gain.Gradient);
        session.RoundBetween(dx);
    }
}
