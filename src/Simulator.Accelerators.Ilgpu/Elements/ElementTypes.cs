using Simulator.Hardware.Formats;
using Half = ILGPU.Half;

namespace Simulator.Accelerators.Ilgpu.Elements;

/// <summary>Goes from a number format, known at run time, to the types that kernels are compiled for.</summary>
internal static class ElementTypes
{
    /// <summary>Whether kernels can read and write a format.</summary>
    public static bool Has(NumberFormat format) => format.Name is "fp32" or "tf32" or "fp16" or "bf16" or "fp8-e4m3" or "fp8-e5m2" or "int8";

    /// <summary>Why kernels cannot take a format; null where they can.</summary>
    public static string? WhyNot(params ReadOnlySpan<NumberFormat> formats)
    {
        foreach (var format in formats)
        {
            if (!Has(format))
                return $"its kernels know fp32, tf32, fp16, bf16, fp8-e4m3, fp8-e5m2 and int8, not {format}";
        }

        return null;
    }

    /// <summary>Calls generic code for a format.</summary>
    public static TResult Visit<TResult>(NumberFormat format, IElementVisitor<TResult> visitor) => format.Name switch
    {
        "fp32" or "tf32" => visitor.Visit<float, Fp32Element>(),
        "fp16" => visitor.Visit<Half, Fp16Element>(),
        "bf16" => visitor.Visit<ushort, Bf16Element>(),
        "fp8-e4m3" => visitor.Visit<byte, Fp8E4M3Element>(),
        "fp8-e5m2" => visitor.Visit<byte, Fp8E5M2Element>(),
        "int8" => visitor.Visit<sbyte, Int8Element>(),
        _ => throw new ArgumentException($"no element type for {format}", nameof(format)),
    };

    /// <summary>Calls generic code for a pair of formats.</summary>
    public static TResult Visit<TResult>(NumberFormat input, NumberFormat output, IElementPairVisitor<TResult> visitor) =>
        Visit(input, new First<TResult>(output, visitor));

    private sealed class First<TResult>(NumberFormat output, IElementPairVisitor<TResult> visitor) : IElementVisitor<TResult>
    {
        public TResult Visit<T, TElement>()
            where T : unmanaged
            where TElement : struct, IElement<T> =>
            ElementTypes.Visit(output, new Second<TResult, T, TElement>(visitor));
    }

    private sealed class Second<TResult, TIn, TInElement>(IElementPairVisitor<TResult> visitor) : IElementVisitor<TResult>
        where TIn : unmanaged
        where TInElement : struct, IElement<TIn>
    {
        public TResult Visit<T, TElement>()
            where T : unmanaged
            where TElement : struct, IElement<T> =>
            visitor.Visit<TIn, TInElement, T, TElement>();
    }
}
