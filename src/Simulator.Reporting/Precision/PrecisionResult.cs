namespace Simulator.Reporting.Precision;

/// <summary>The error of a format, and its price on one GPU.</summary>
/// <param name="Format">The format.</param>
/// <param name="Way">How products were summed, or which elements of a cache share a scale; empty where there is one way.</param>
/// <param name="Context">Tokens in the cache; NaN for a product.</param>
/// <param name="SqnrDecibel">Signal to quantisation noise, in dB.</param>
/// <param name="RelativeError">The relative error.</param>
/// <param name="Gpu">The GPU; empty for none.</param>
/// <param name="Seconds">The predicted time; NaN without a GPU.</param>
/// <param name="SpeedUp">Time in bf16 over this time; NaN without a GPU.</param>
/// <param name="Joules">The predicted energy; NaN where it is not known.</param>
public sealed record PrecisionResult(
    string Format, string Way, double Context, double SqnrDecibel, double RelativeError, string Gpu, double Seconds, double SpeedUp, double Joules)
{
    /// <summary>Format and way.</summary>
    public string Label => Way.Length > 0 ? $"{Format} {Way}" : Format;
}
