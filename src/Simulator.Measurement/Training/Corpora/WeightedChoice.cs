using Simulator.Measurement.Devices.Inputs;

namespace Simulator.Measurement.Training.Corpora;

/// <summary>Random choices, and how much they tell: the sum of −log₂ of their probabilities.</summary>
internal sealed class WeightedChoice(ulong seed)
{
    private const int Stream = 5000;
    private readonly RandomValues random = new(seed, Stream);
    private long drawn;

    /// <summary>Information of all choices so far, in bits.</summary>
    internal double Bits { get; private set; }

    /// <summary>One of n, equally likely.</summary>
    internal int Among(int n)
    {
        Bits += Math.Log2(n);
        return Math.Min(n - 1, (int)(random.Uniform(drawn++) * n));
    }

    /// <summary>True with a probability strictly between 0 and 1.</summary>
    internal bool Happens(double probability)
    {
        var happens = random.Uniform(drawn++) < probability;
        Bits -= Math.Log2(happens ? probability : 1 - probability);
        return happens;
    }

    /// <summary>One of n by rank, the i-th with a probability proportional to 1/(i + 1) (Zipf 1935).</summary>
    internal int ByRank(int n)
    {
        double sum = 0, place = 0;
        for (var i = 1; i <= n; i++)
            sum += 1.0 / i;
        var wanted = random.Uniform(drawn++) * sum;
        var rank = 0;
        while (rank < n - 1 && (place += 1.0 / (rank + 1)) <= wanted)
            rank++;
        Bits += Math.Log2(sum * (rank + 1));
        return rank;
    }
}
