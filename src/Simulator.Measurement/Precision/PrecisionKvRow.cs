namespace Simulator.Measurement.Precision;

/// <summary>The error of attention over a rounded cache, and the price of one decoding step of one layer.</summary>
/// <param name="Context">Tokens in the cache, per sequence.</param>
/// <param name="Cache">The cache's format.</param>
/// <param name="Scaling">Which elements share a scale.</param>
/// <param name="Error">The error of the output.</param>
/// <param name="CacheBytes">Bytes of one layer's cache, all sequences and heads.</param>
/// <param name="Price">The price; null where no GPU was asked for.</param>
public sealed record PrecisionKvRow(int Context, QuantisationFormat Cache, KvScaling Scaling, QuantisationError Error, double CacheBytes, KernelPrice? Price);
