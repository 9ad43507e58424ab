using Simulator.Hardware.Formats;

namespace Simulator.Workloads.Precisions;

/// <summary>The formats of an operator that streams through memory: what it reads and what it writes. Written <c>bf16</c> or <c>bf16/out-fp8</c>.</summary>
/// <param name="Input">The format read.</param>
/// <param name="Output">The format written: narrower where the operator quantises its result for the product that follows.</param>
public sealed record StreamPrecision(NumberFormat Input, NumberFormat Output)
{
    /// <summary>bf16 in and out.</summary>
    public static StreamPrecision Bf16 { get; } = new(NumberFormats.Bf16, NumberFormats.Bf16);

    /// <summary>The name in traces and measurements.</summary>
    public string Name { get; } = Input == Output ? Short(Input) : $"{Short(Input)}/out-{Short(Output)}";

    /// <summary>Reads <c>INPUT/out-OUTPUT</c>, or <c>FORMAT</c> for both.</summary>
    /// <param name="text">Such as <c>bf16/out-fp8</c>.</param>
    /// <returns>The precision.</returns>
    /// <exception cref="Hardware.Errors.InputException">A format is unknown.</exception>
    public static StreamPrecision Parse(string text)
    {
        var at = text.IndexOf("/out-", StringComparison.Ordinal);
        if (at < 0)
        {
            var both = NumberFormats.Parse(text);
            return new StreamPrecision(both, both);
        }

        return new StreamPrecision(NumberFormats.Parse(text[..at]), NumberFormats.Parse(text[(at + 5)..]));
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static string Short(NumberFormat format) => format == NumberFormats.Fp8E4M3 ? "fp8" : format.Name;
}
