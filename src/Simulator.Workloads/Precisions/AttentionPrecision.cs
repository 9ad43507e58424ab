using Simulator.Hardware.Errors;
using Simulator.Hardware.Formats;

namespace Simulator.Workloads.Precisions;

/// <summary>The formats of an attention: that of its two matrix products and that of the KV cache. Written <c>bf16/kv-fp8</c>.</summary>
/// <param name="Compute">The format of the matrix products.</param>
/// <param name="Kv">The format of the KV cache.</param>
public sealed record AttentionPrecision(NumberFormat Compute, NumberFormat Kv)
{
    /// <summary>bf16 products on a bf16 cache.</summary>
    public static AttentionPrecision Bf16 { get; } = new(NumberFormats.Bf16, NumberFormats.Bf16);

    /// <summary>The name in traces and measurements, such as <c>bf16/kv-fp8</c>.</summary>
    public string Name { get; } = $"{Short(Compute)}/kv-{Short(Kv)}";

    /// <summary>Reads <c>COMPUTE/kv-CACHE</c>, or <c>FORMAT</c> for both.</summary>
    /// <param name="text">Such as <c>fp8/kv-fp8</c> or <c>bf16</c>.</param>
    /// <returns>The precision.</returns>
    /// <exception cref="InputException">A format is unknown or the form is another.</exception>
    public static AttentionPrecision Parse(string text)
    {
        var at = text.IndexOf("/kv-", StringComparison.Ordinal);
        if (at < 0)
        {
            var both = NumberFormats.Parse(text);
            return new AttentionPrecision(both, both);
        }

        return new AttentionPrecision(NumberFormats.Parse(text[..at]), NumberFormats.Parse(text[(at + 4)..]));
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static string Short(NumberFormat format) => format == NumberFormats.Fp8E4M3 ? "fp8" : format.Name;
}
