using Simulator.Measurement.Training.Casts;
using Simulator.Measurement.Training.Tensors;

namespace Simulator.Measurement.Training.Kernels;

/// <summary>The kernels of training in one vector width, on all workers. Results do not depend on the number of workers.</summary>
internal interface ITrainingKernels : IDisposable
{
    /// <summary>C[i, j] = Σ_p A(i, p)·B(j, p), p below k.</summary>
    void Multiply(Operand a, Operand b, int k, FloatMatrix c);

    /// <summary>Rounds a matrix to a format, in the layout of its scales; see <see cref="OperandCaster"/>.</summary>
    CastCounts Cast(FloatMatrix from, FloatMatrix to, CastPlan plan);

    /// <summary>The largest magnitude.</summary>
    float Largest(FloatMatrix matrix);

    /// <summary>Rounds a matrix to bf16 in place.</summary>
    void RoundToBf16(FloatMatrix matrix);

    /// <summary>Rows become columns.</summary>
    void Transpose(FloatMatrix from, FloatMatrix to);

    /// <summary>The random Hadamard transform of 16 rows at a time.</summary>
    void Rotate(FloatMatrix from, FloatMatrix to, float[] signs);

    /// <summary>a += b.</summary>
    void Add(FloatMatrix a, FloatMatrix b);

    /// <summary>Rows of a table.</summary>
    void Gather(FloatMatrix table, int[] rows, FloatMatrix to);

    /// <summary>Adds rows of a gradient to those of a table's gradient.</summary>
    void Scatter(FloatMatrix gradient, int[] rows, FloatMatrix tableGradient);

    /// <summary>Root-mean-square norm; keeps a factor per row.</summary>
    void Norm(FloatMatrix x, FloatMatrix gain, FloatMatrix y, float[] factors);

    /// <summary>Its gradients: that of x is added, that of the gain replaced.</summary>
    void NormGradient(FloatMatrix x, FloatMatrix gain, float[] factors, FloatMatrix dy, FloatMatrix dx, FloatMatrix gainGradient);

    /// <summary>SwiGLU.</summary>
    void SwiGlu(FloatMatrix gates, FloatMatrix y);

    /// <summary>Its gradient.</summary>
    void SwiGluGradient(FloatMatrix gates, FloatMatrix dy, FloatMatrix gatesGradient);

    /// <summary>Rotary position embedding of queries and keys in place, or of their gradients back.</summary>
    void Turn(RotaryRows rotary, AttentionShape shape, FloatMatrix qkv, bool back);

    /// <summary>Causal attention; see <see cref="AttentionPass{TLanes, TVector}"/>.</summary>
    void Attention(AttentionShape shape, FloatMatrix qkv, FloatMatrix o, FloatMatrix logSums, bool narrow);

    /// <summary>Its gradients.</summary>
    void AttentionGradient(
        AttentionShape shape, FloatMatrix qkv, FloatMatrix o, FloatMatrix logSums, FloatMatrix gradient, FloatMatrix qkvGradient, bool narrow);

    /// <summary>The mean cross entropy of rows in nats; the logits become its gradient.</summary>
    double CrossEntropy(FloatMatrix logits, int[] targets);

    /// <summary>Σ x² in double precision.</summary>
    double SumOfSquares(FloatMatrix matrix);

    /// <summary>One step of AdamW on a parameter.</summary>
    void Update(Parameter parameter, AdamStep step);
}
