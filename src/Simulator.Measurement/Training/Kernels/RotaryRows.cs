using System.Runtime.Intrinsics;

namespace Simulator.Measurement.Training.Kernels;

/// <summary>
/// Rotary position embedding (Su and others, "RoFormer", 2021) of queries and keys in place: elements i and i + d/2 of a head turn by position · 10000^(−2i/d).
/// </summary>
internal sealed unsafe class RotaryRows
{
    private const double Base = 10000;
    private readonly AttentionShape shape;
    private readonly float[] cosines;
    private readonly float[] sines;

    /// <summary>Makes the tables of a shape.</summary>
    internal RotaryRows(AttentionShape shape)
    {
        this.shape = shape;
        var half = shape.Width / 2;
        double Angle(int i) => i / half * Math.Pow(Base, -2.0 * (i % half) / shape.Width);
        cosines = [.. Enumerable.Range(0, shape.Sequence * half).Select(i => (float)Math.Cos(Angle(i)))];
        sines = [.. Enumerable.Range(0, shape.Sequence * half).Select(i => (float)Math.Sin(Angle(i)))];
    }

    /// <summary>Turns a token's queries and keys, or turns their gradients back.</summary>
    /// <param name="row">Queries, keys and values of all heads.</param>
    /// <param name="position">The token's place in its sequence.</param>
    /// <param name="back">Whether to turn the other way: the transpose, which gradients need.</param>
    internal void Turn(float* row, int position, bool back)
    {
        var half = shape.Width / 2;
        for (var head = 0; head < 2 * shape.Heads; head++)
        {
            float* low = row + (head * shape.Width), high = low + half;
            for (var i = 0; i < half; i += Vector256<float>.Count)
            {
                var c = Vector256.Create(cosines.AsSpan((position * half) + i));
                var s = Vector256.Create(sines.AsSpan((position * half) + i));
                s = back ? -s : s;
                Vector256<float> x = Vector256.Load(low + i), y = Vector256.Load(high + i);
                ((x * c) - (y * s)).Store(low + i);
                ((x * s) + (y * c)).Store(high + i);
            }
        }
    }
}
