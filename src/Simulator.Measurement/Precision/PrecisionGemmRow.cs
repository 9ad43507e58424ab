namespace Simulator.Measurement.Precision;

/// <summary>The error of a product in one format with one way to sum, and its price on one GPU.</summary>
/// <param name="Format">The format.</param>
/// <param name="Sums">Where and how products were summed: an accumulation's name, or a device's id.</param>
/// <param name="Error">The error.</param>
/// <param name="BytesPerWeight">Bytes of a weight with its share of scales.</param>
/// <param name="Price">The price; null where no GPU was asked for, or the timing model has no such product.</param>
public sealed record PrecisionGemmRow(QuantisationFormat Format, string Sums, QuantisationError Error, double BytesPerWeight, KernelPrice? Price);
