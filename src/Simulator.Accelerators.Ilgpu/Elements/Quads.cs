using ILGPU;
using ILGPU.Runtime;

namespace Simulator.Accelerators.Ilgpu.Elements;

/// <summary>Arithmetic on four values at once. Written out, since ILGPU keeps fields of a structure in registers but an array in local memory.</summary>
internal static class Quads
{
    /// <summary>A view's elements in fours; its length is a multiple of four and its start is aligned to four elements.</summary>
    public static ArrayView<Quad<T>> Of<T>(ArrayView<T> view)
        where T : unmanaged =>
        new ArrayView1D<T, Stride1D.Dense>(view, view.Length, default).Cast<T, Quad<T>>();

    public static Quad<float> Decode<T, TElement>(Quad<T> codes)
        where T : unmanaged
        where TElement : struct, IElement<T>
    {
        var element = default(TElement);
        return Make(element.Decode(codes.X), element.Decode(codes.Y), element.Decode(codes.Z), element.Decode(codes.W));
    }

    public static Quad<T> Encode<T, TElement>(Quad<float> values)
        where T : unmanaged
        where TElement : struct, IElement<T>
    {
        var element = default(TElement);
        return new Quad<T>
        {
            X = element.Encode(values.X),
            Y = element.Encode(values.Y),
            Z = element.Encode(values.Z),
            W = element.Encode(values.W),
        };
    }

    public static Quad<float> Make(float x, float y, float z, float w) => new() { X = x, Y = y, Z = z, W = w };

    public static Quad<float> Zero() => Make(0, 0, 0, 0);

    public static Quad<float> Add(Quad<float> a, Quad<float> b) => Make(a.X + b.X, a.Y + b.Y, a.Z + b.Z, a.W + b.W);

    public static Quad<float> Multiply(Quad<float> a, Quad<float> b) => Make(a.X * b.X, a.Y * b.Y, a.Z * b.Z, a.W * b.W);

    public static Quad<float> Scale(Quad<float> a, float factor) => Make(a.X * factor, a.Y * factor, a.Z * factor, a.W * factor);

    public static Quad<float> MultiplyAdd(Quad<float> sum, float a, Quad<float> b) =>
        Make(sum.X + (a * b.X), sum.Y + (a * b.Y), sum.Z + (a * b.Z), sum.W + (a * b.W));

    public static float Dot(Quad<float> a, Quad<float> b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z) + (a.W * b.W);

    public static float Sum(Quad<float> a) => a.X + a.Y + (a.Z + a.W);

    public static float LargestMagnitude(Quad<float> a) => IntrinsicMath.Max(
        IntrinsicMath.Max(IntrinsicMath.Abs(a.X), IntrinsicMath.Abs(a.Y)), IntrinsicMath.Max(IntrinsicMath.Abs(a.Z), IntrinsicMath.Abs(a.W)));
}
