using Simulator.Exploration.Spaces;

namespace Simulator.Exploration.Tests.Spaces;

public class RandomSamplingTests
{
    // The 99.9 % quantiles of chi-square (standard tables). The seeds are fixed, so nothing fails by chance.
    private const double Quantile63 = 103.44;
    private const double Quantile255 = 330.52;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 20)]
    public void Coordinates_are_uniform(ulong seed, int dimension)
    {
        var sampling = new RandomSampling(seed);
        var cells = new int[64];
        for (var i = 0; i < 64_000; i++)
            cells[(int)(sampling.Coordinate(i, dimension) * 64)]++;
        Assert.InRange(ChiSquare(cells, 1000), 0, Quantile63);
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(0, 1, 1)]
    [InlineData(3, 4, -1)]
    [InlineData(7, 7, 1)]
    public void Neighbouring_dimensions_and_points_are_independent(int first, int second, int shift)
    {
        var sampling = new RandomSampling(5);
        var cells = new int[256];
        for (var i = 1; i <= 64_000; i++)
            cells[((int)(sampling.Coordinate(i, first) * 16) * 16) + (int)(sampling.Coordinate(i + shift, second) * 16)]++;
        Assert.InRange(ChiSquare(cells, 250), 0, Quantile255);
    }

    [Fact]
    public void Neighbouring_seeds_are_independent()
    {
        var cells = new int[256];
        for (var i = 0; i < 64_000; i++)
            cells[((int)(new RandomSampling(5).Coordinate(i, 0) * 16) * 16) + (int)(new RandomSampling(6).Coordinate(i, 0) * 16)]++;
        Assert.InRange(ChiSquare(cells, 250), 0, Quantile255);
    }

    private static double ChiSquare(int[] cells, double expected) => cells.Sum(n => (n - expected) * (n - expected) / expected);
}
