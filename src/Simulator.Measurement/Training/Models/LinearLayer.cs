using Simulator.Measurement.Training.Casts;
using Simulator.Measurement.Training.Tensors;

namespace Simulator.Measurement.Training.Models;

/// <summary>
/// A linear layer y = x·Wᵀ, W a row per output. Its three products: forward along the inputs, data gradient dx = dy·W along the outputs, weight gradient
/// dW = dyᵀ·x along the tokens. An operand whose blocks lie along the reduction is transposed in high precision and rounded anew where the reduction turns;
/// others are rounded once and read either way.
/// </summary>
internal sealed class LinearLayer
{
    private readonly NumericsSession session;
    private readonly LayerNumerics numerics;
    private readonly bool roundsOutput;
    private readonly FloatMatrix? castInput;
    private readonly FloatMatrix? castWeight;
    private readonly DelayedScale?[] scales;

    /// <summary>Prepares a layer.</summary>
    /// <param name="session">The run's rounding.</param>
    /// <param name="arena">Where its memory comes from.</param>
    /// <param name="weight">The weights, outputs × inputs.</param>
    /// <param name="numerics">How operands are rounded.</param>
    /// <param name="tokens">Rows of its input.</param>
    /// <param name="roundsOutput">Whether y is rounded to bf16; the logits are not.</param>
    internal LinearLayer(NumericsSession session, MatrixArena arena, Parameter weight, LayerNumerics numerics, int tokens, bool roundsOutput = true)
    {
        (this.session, Weight, this.numerics, this.roundsOutput) = (session, weight, numerics, roundsOutput);
        castInput = IsCast(numerics.Activation) ? arena.Create(tokens, weight.Values.Columns) : null;
        castWeight = numerics.Weight.Rounds ? arena.Create(weight.Values.Rows, weight.Values.Columns) : null;
        scales = [Scale(numerics.Weight), Scale(numerics.Activation), Scale(numerics.Gradient)];
    }

    internal Parameter Weight { get; }

    private int Inputs => Weight.Values.Columns;

    private int Outputs => Weight.Values.Rows;

    /// <summary>
    /// Bytes of the copies of the weights that products read, master weights left out; one per direction where blocks lie along the reduction.
    /// </summary>
    internal double WeightCopyBytes => !numerics.Weight.Rounds ? 0
        : numerics.Weight.Bytes(Outputs, Inputs) + (numerics.Weight.IsDirectional ? numerics.Weight.Bytes(Inputs, Outputs) : 0);

    /// <summary>Bytes of the input that the weight gradient waits for, in the form its product reads.</summary>
    internal double StoredInputBytes(int tokens) => numerics.Activation.IsDirectional ? numerics.Activation.Bytes(Inputs, tokens)
        : numerics.Activation.Bytes(tokens, Inputs);

    internal void Forward(FloatMatrix x, FloatMatrix y)
    {
        if (session.IsExact)
        {
            session.Kernels.Multiply(x.ByRows, Weight.Values.ByRows, Inputs, y);
            return;
        }

        if (castWeight is not null)
            Cast(Weight.Values, castWeight, TensorClass.Weight);
        if (castInput is not null)
            Cast(x, castInput, TensorClass.Activation);
        session.Kernels.Multiply((castInput ?? x).ByRows, (castWeight ?? Weight.Values).ByRows, Inputs, y);
        if (roundsOutput)
            session.RoundBetween(y);
    }

    /// <summary>The gradients of input and weight; after <see cref="Forward"/> with the same input.</summary>
    internal void Backward(FloatMatrix x, FloatMatrix dy, FloatMatrix dx)
    {
        var castGradient = dy;
        if (IsCast(numerics.Gradient))
            Cast(dy, castGradient = session.Scratch(dy.Rows, dy.Columns, "gradient"), TensorClass.Gradient);
        var weight = numerics.Weight.IsDirectional
            ? Turned(Weight.Values, TensorClass.Weight, false).ByRows
            : (castWeight ?? Weight.Values).ByColumns;
        session.Kernels.Multiply(castGradient.ByRows, weight, Outputs, dx);
        session.RoundBetween(dx);

        var rotates = numerics.RotatesWeightGradient;
        var left = rotates || numerics.Gradient.IsDirectional ? Turned(dy, TensorClass.Gradient, rotates).ByRows : castGradient.ByColumns;
        var right = rotates || numerics.Activation.IsDirectional ? Turned(x, TensorClass.Activation, rotates).ByRows : (castInput ?? x).ByColumns;
        session.Kernels.Multiply(left, right, x.Rows, Weight.Gradient);
    }

    /// <summary>Ends a step: delayed scales move on.</summary>
    internal void Advance()
    {
        foreach (var scale in scales)
            scale?.Advance();
    }

    // What arrives in bf16 needs no cast to bf16.
    private static bool IsCast(CastRule rule) => rule.Rounds && rule != CastRule.Bf16;

    private static DelayedScale? Scale(CastRule rule) => rule.IsDelayed ? new DelayedScale((float)rule.Format.Element.Maximum) : null;

    private void Cast(FloatMatrix from, FloatMatrix to, TensorClass tensor) => session.Cast(from, to, tensor, Rule(tensor), scales[(int)tensor]);

    private CastRule Rule(TensorClass tensor) => tensor switch
    {
        TensorClass.Weight => numerics.Weight,
        TensorClass.Activation => numerics.Activation,
        _ => numerics.Gradient,
    };

    // The transposed operand, rounded along the other dimension.
    private FloatMatrix Turned(FloatMatrix matrix, TensorClass tensor, bool rotates)
    {
        if (rotates)
        {
            var rotated = session.Scratch(matrix.Rows, matrix.Columns, "rotated");
            session.Kernels.Rotate(matrix, rotated, session.Signs);
            matrix = rotated;
        }

        var turned = session.Scratch(matrix.Columns, matrix.Rows, $"turned {tensor}");
        session.Kernels.Transpose(matrix, turned);
        Cast(turned, turned, tensor);
        return turned;
    }
}
