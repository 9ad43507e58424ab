using Simulator.Exploration.Results;

namespace Simulator.Exploration.Answers;

/// <summary>
/// An estimate of a hypervolume within the unit box by randomised quasi-Monte-Carlo: an additive recurrence with the powers of the generalised golden ratio
/// (Roberts, "The Unreasonable Effectiveness of Quasirandom Sequences", 2018), shifted at random a few times (Cranley and Patterson, SIAM J. Numer. Anal. 13,
/// 1976);
/// the scatter of the shifted means gives the standard error.
/// </summary>
internal static class SampledVolume
{
    private const int Shifts = 16;
    private const int SamplesPerShift = 4096;

    internal const int Samples = Shifts * SamplesPerShift;

    internal static (double Value, double StandardError) Estimate(double[][] points, ulong seed)
    {
        var objectives = points[0].Length;
        var goals = new Goal[objectives];
        var archive = new ParetoArchive(goals);
        for (var i = 0; i < points.Length; i++)
        {
            archive.Add(i, points[i]);
        }

        var steps = Steps(objectives);
        var means = new double[Shifts];
        var sample = new double[objectives];
        for (var shift = 0; shift < Shifts; shift++)
        {
            for (var m = 0; m < objectives; m++)
            {
                sample[m] = Uniform(ref seed);
            }

            var hits = 0;
            for (var i = 0; i < SamplesPerShift; i++)
            {
                for (var m = 0; m < objectives; m++)
                {
                    sample[m] = (sample[m] + steps[m]) % 1;
                }

                hits += archive.Covers(sample) ? 1 : 0;
            }

            means[shift] = (double)hits / SamplesPerShift;
        }

        var mean = means.Average();
        return (mean, Math.Sqrt(means.Sum(m => (m - mean) * (m - mean)) / (Shifts - 1) / Shifts));
    }

    // The powers of 1/g, where g > 1 solves g^(d+1) = g + 1; the iteration contracts.
    private static double[] Steps(int objectives)
    {
        var ratio = 2.0;
        for (var i = 0; i < 100; i++)
        {
            ratio = Math.Pow(1 + ratio, 1.0 / (objectives + 1));
        }

        return [.. Enumerable.Range(1, objectives).Select(m => Math.Pow(ratio, -m))];
    }

    // SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), 53 bits of it.
    private static double Uniform(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
