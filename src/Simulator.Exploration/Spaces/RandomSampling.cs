namespace Simulator.Exploration.Spaces;

/// <summary>Independent uniform points: a hash of seed, dimension and point.</summary>
internal sealed class RandomSampling(ulong seed) : Sampling
{
    internal override double Coordinate(long index, int dimension) => Hash.ToUnit(Hash.At(Hash.Key(seed, dimension), (ulong)index));
}
