namespace Simulator.Systems.Serving.Arrivals;

/// <summary>Random numbers that follow from a seed alone: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014), 53 bits of it.</summary>
/// <param name="seed">The seed.</param>
public sealed class RandomSource(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong state = seed;

    /// <summary>A source of its own for one of many things, whatever is drawn for the others and in whatever order.</summary>
    /// <param name="seed">The seed of all.</param>
    /// <param name="stream">The thing's numbers.</param>
    /// <returns>The source.</returns>
    public static RandomSource Of(ulong seed, params ReadOnlySpan<ulong> stream)
    {
        var mixed = Mix(seed + Golden);
        foreach (var number in stream)
        {
            mixed = Mix(mixed ^ Mix(number + Golden));
        }

        return new RandomSource(mixed);
    }

    /// <summary>A number of the uniform distribution over [0, 1).</summary>
    /// <returns>The number.</returns>
    public double Uniform()
    {
        state += Golden;
        return (Mix(state) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>A number of the exponential distribution of mean 1.</summary>
    /// <returns>The number, above 0.</returns>
    public double Exponential() => -Math.Log(1 - Uniform() + double.Epsilon);

    /// <summary>A number of the normal distribution of mean 0 and variance 1 (Box and Muller, 1958).</summary>
    /// <returns>The number.</returns>
    public double Normal() => Math.Sqrt(2 * Exponential()) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>A number of the gamma distribution of scale 1 (Marsaglia and Tsang, ACM TOMS 26, 2000).</summary>
    /// <param name="shape">The shape, above 0.</param>
    /// <returns>The number, of mean <paramref name="shape"/>.</returns>
    public double Gamma(double shape)
    {
        if (shape < 1)
        {
            return Gamma(shape + 1) * Math.Pow(1 - Uniform(), 1 / shape);
        }

        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal();
            var v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(1 - Uniform()) < (0.5 * x * x) + (d * (1 - v + Math.Log(v))))
            {
                return d * v;
            }
        }
    }

    /// <summary>SplitMix64's scrambling of a state.</summary>
    internal static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
