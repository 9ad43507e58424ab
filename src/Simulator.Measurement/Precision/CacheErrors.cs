using System.Collections.Concurrent;
using System.Numerics;
using Simulator.Hardware.Formats;
using Simulator.Workloads.Precisions;

namespace Simulator.Measurement.Precision;

/// <summary>
/// The errors of attention over a rounded KV cache, each measured once: the root mean square over <see cref="Draws"/> heads of keys, each as
/// <c>gpusim precision kv</c> draws it with a seed of its own. Contexts are cut to <see cref="StudiedContext"/>, so that a sweep over many contexts needs
/// few studies. Thread-safe; the same seed gives the same errors.
/// </summary>
/// <param name="assumptions">Keys, values and queries.</param>
public sealed class CacheErrors(ErrorAssumptions assumptions)
{
    /// <summary>The longest context that is studied.</summary>
    public const int LongestContext = 4096;

    /// <summary>Heads of keys and values that are drawn, with the seeds from the assumptions' one on: the error of one varies by a third.</summary>
    public const int Draws = 8;

    /// <summary>The most query heads that are studied on one head of keys.</summary>
    public const int MostHeads = 8;

    private const int WideElementBits = 16;

    private readonly ConcurrentDictionary<(NumberFormat Compute, NumberFormat Cache, int Context, int Width, int Heads), Lazy<double>> errors = new();
    private readonly ConcurrentDictionary<(int Context, int Width, int Heads), Lazy<PrecisionKv[]>> drawn = new();

    /// <summary>Caches measured so far.</summary>
    public int Studies => errors.Count;

    /// <summary>The context whose error stands for a context's: the largest power of two that is not above it, at most <see cref="LongestContext"/>.</summary>
    /// <param name="context">Tokens, at least 1.</param>
    /// <returns>Tokens.</returns>
    public static int StudiedContext(int context) =>
        Math.Min(LongestContext, (int)(1U << BitOperations.Log2((uint)Math.Max(1, context))));

    /// <summary>The error of attention's output.</summary>
    /// <param name="precision">The formats of products and cache; products of 16 bits and more are left unrounded.</param>
    /// <param name="context">Tokens in the cache.</param>
    /// <param name="width">Elements of a head.</param>
    /// <param name="heads">Query heads that share the keys.</param>
    /// <returns>The relative error against double precision.</returns>
    public double Of(AttentionPrecision precision, int context, int width, int heads)
    {
        ArgumentNullException.ThrowIfNull(precision);
        var compute = precision.Compute.ElementBits < WideElementBits ? precision.Compute : NumberFormats.Bf16;
        var key = (compute, precision.Kv, StudiedContext(context), width, Math.Clamp(heads, 1, MostHeads));
        return errors.GetOrAdd(key, k => new Lazy<double>(() => Measure(k.Compute, k.Cache, k.Context, k.Width, k.Heads))).Value;
    }

    private double Measure(NumberFormat compute, NumberFormat cache, int context, int width, int heads)
    {
        var format = QuantisationFormats.Of(cache);
        var scaling = KvScaling.Of(format, [assumptions.CacheScales])[0];
        var products = compute.ElementBits < WideElementBits ? QuantisationFormats.Of(compute) : null;
        double squares = 0;
        foreach (var experiment in drawn.GetOrAdd((context, width, heads), k => new Lazy<PrecisionKv[]>(() => Draw(k.Context, k.Width, k.Heads))).Value)
        {
            lock (experiment)
            {
                var error = experiment.Error(context, format, scaling, products).RelativeError;
                squares += error * error;
            }
        }

        return Math.Sqrt(squares / Draws);
    }

    private PrecisionKv[] Draw(int context, int width, int heads) =>
        [.. Enumerable.Range(0, Draws).Select(i => new PrecisionKv(context, width, heads, assumptions.Spread, assumptions.Seed + (ulong)i))];
}
