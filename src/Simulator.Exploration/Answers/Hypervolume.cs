using System.Collections.Immutable;

namespace Simulator.Exploration.Answers;

/// <summary>The volume that a Pareto set beats.</summary>
public static class Hypervolume
{
    // The largest fronts that are sliced, by number of objectives from 4 up: measured to take about 0.1 s of processor time on a sphere.
    private static readonly int[] SlicingLimits = [2000, 1000, 400, 150, 100];

    /// <summary>The share of the box between ideal and reference that a Pareto set beats.</summary>
    /// <param name="front">The objectives of each member, in SI units.</param>
    /// <param name="ideal">The best value of each objective over all feasible points, which also says which way it is better.</param>
    /// <param name="reference">The worst value of each objective over all feasible points.</param>
    /// <param name="seed">The seed of the samples, where the set is too large for an exact answer.</param>
    /// <returns>The hypervolume: exact for up to three objectives and for small sets of more, else sampled.</returns>
    public static FrontVolume Of(IEnumerable<ImmutableArray<double>> front, ImmutableArray<double> ideal, ImmutableArray<double> reference, ulong seed)
    {
        var varying = Enumerable.Range(0, ideal.Length).Where(m => ideal[m] != reference[m]).ToArray();
        var points = front.Select(member => varying.Select(m => Math.Clamp((member[m] - ideal[m]) / (reference[m] - ideal[m]), 0, 1)).ToArray()).ToArray();
        var exact = varying.Length < 4 || points.Length <= SlicingLimits[varying.Length - 4];
        var (value, error) = points.Length == 0 ? (0, 0)
            : varying.Length == 0 ? (1, 0)
            : exact ? (Exact(points, [.. varying.Select(_ => 1.0)]), 0)
            : SampledVolume.Estimate(points, seed);
        return new FrontVolume
        {
            Value = value,
            StandardError = error,
            Method = exact ? VolumeMethod.Exact : VolumeMethod.Sampled,
            Samples = exact ? 0 : SampledVolume.Samples,
            Ideal = ideal,
            Reference = reference,
        };
    }

    /// <summary>The volume of all that some point beats, up to a reference point; less is better in each objective.</summary>
    /// <param name="points">The points, one or more objectives each; those that reach the reference in an objective add nothing.</param>
    /// <param name="reference">The reference point.</param>
    /// <returns>The exact volume, in the product of the objectives' units.</returns>
    public static double Exact(IReadOnlyCollection<double[]> points, ReadOnlySpan<double> reference)
    {
        var limit = reference.ToArray();
        var inside = points.Where(point => point.Zip(limit).All(pair => pair.First < pair.Second)).ToArray();
        return inside.Length == 0 ? 0 : SlicedVolume.Of(inside, limit);
    }
}
