using Simulator.Exploration.Spaces;

namespace Simulator.Exploration.Tests.Spaces;

/// <summary>Points of published results must come again: the same seed and number give the same bits, in every version.</summary>
public class DeterminismTests
{
    [Theory]
    [InlineData(1, 0, 0, 0.69351213901022923)]
    [InlineData(1, 12_345, 3, 0.80925051378648549)]
    [InlineData(ulong.MaxValue, 99_999_999_999, 20, 0.91733779767458246)]
    public void Random_points(ulong seed, long index, int dimension, double expected) =>
        Assert.Equal(expected, new RandomSampling(seed).Coordinate(index, dimension));

    [Theory]
    [InlineData(1, 0, 0, 0.10051489877365478)]
    [InlineData(1, 12_345, 3, 0.12497754161676025)]
    [InlineData(ulong.MaxValue, 99_999_999_999, 20, 0.16947673064077393)]
    public void Latin_hypercube_points(ulong seed, long index, int dimension, double expected) =>
        Assert.Equal(expected, new LatinHypercubeSampling(seed, DesignSpace.MaximumCount).Coordinate(index, dimension));

    [Theory]
    [InlineData(1, 0, 0, 0.50665826241456036)]
    [InlineData(1, 12_345, 3, 0.18686052062521408)]
    [InlineData(ulong.MaxValue, 99_999_999_999, 20, 0.96127011115600158)]
    public void Sobol_points(ulong seed, long index, int dimension, double expected) =>
        Assert.Equal(expected, new SobolSampling(seed, 21).Coordinate(index, dimension));
}
