using Simulator.Exploration.Spaces;

namespace Simulator.Exploration.Tests.Spaces;

public class SobolTests
{
    // The unscrambled coordinates of two points, times 2^17, in 21 dimensions, as SciPy 1.10 (scipy.stats.qmc.Sobol, its points 12345 and 126829 in
    // Gray-code order) has them.
    [Theory]
    [InlineData(10277, new[]
    {
        84008, 106616, 21016, 69048, 116456, 7720, 16680, 14856, 105096, 56312, 9736,
        78488, 122024, 123448, 4520, 83992, 8200, 6680, 41864, 45016, 26120,
    })]
    [InlineData(71899, new[]
    {
        112177, 76529, 40177, 52911, 53119, 45041, 52257, 120377, 126997, 105253, 67243,
        52951, 87549, 11319, 47733, 13183, 29411, 92201, 2423, 118807, 101719,
    })]
    public void Unscrambled_points_are_those_of_another_implementation(long index, int[] expected) =>
        Assert.Equal(expected, Enumerable.Range(0, 21).Select(dimension => (int)(SobolSampling.Digits(index, dimension) >> (SobolDirections.Bits - 17))));

    [Fact]
    public void The_first_points_of_each_dimension_are_stratified()
    {
        for (var seed = 0UL; seed < 3; seed++)
        {
            var sampling = new SobolSampling(seed, 21);
            for (var dimension = 0; dimension < 21; dimension++)
            {
                for (var count = 1; count <= 2048; count *= 2)
                {
                    var cells = new bool[count];
                    for (var i = 0; i < count; i++)
                        cells[(int)(sampling.Coordinate(i, dimension) * count)] = true;
                    Assert.DoesNotContain(false, cells);
                }
            }
        }
    }

    [Fact]
    public void Far_points_are_stratified_too()
    {
        var sampling = new SobolSampling(3, 21);
        var start = DesignSpace.MaximumCount / 1024 * 1024 - 1024;
        for (var dimension = 0; dimension < 21; dimension++)
            Assert.Equal(1024, Enumerable.Range(0, 1024).Select(i => (int)(sampling.Coordinate(start + i, dimension) * 1024)).Distinct().Count());
    }

    // Scrambled coordinates are uniform over the seeds: one point, 16 cells, 15 degrees of freedom, 99.9 % quantile 37.7.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 3)]
    public void A_point_is_uniform_over_the_seeds(int index, int dimension)
    {
        var cells = new int[16];
        for (var seed = 0UL; seed < 16_000; seed++)
            cells[(int)(new SobolSampling(seed, 21).Coordinate(index, dimension) * 16)]++;
        Assert.InRange(cells.Sum(n => (n - 1000.0) * (n - 1000.0) / 1000.0), 0, 37.7);
    }

    [Fact]
    public void Projections_on_neighbouring_dimensions_are_more_even_than_random_points()
    {
        const int count = 512;
        for (var dimension = 0; dimension < 20; dimension++)
        {
            var sobol = StarDiscrepancy(new SobolSampling(1, 21), dimension, count);
            var random = StarDiscrepancy(new RandomSampling(1), dimension, count);
            Assert.True(sobol < 0.6 * random, $"dimensions {dimension} and {dimension + 1}: {sobol:f4}, random {random:f4}");
        }
    }

    // The largest difference, over boxes [0, x) x [0, y) with corners at the points' coordinates, of the share of points in the box and its area.
    private static double StarDiscrepancy(Sampling sampling, int dimension, int count)
    {
        var points = Enumerable.Range(0, count).Select(i => (X: sampling.Coordinate(i, dimension), Y: sampling.Coordinate(i, dimension + 1)))
            .OrderBy(point => point.X).ToArray();
        var corners = points.Select(point => point.Y).Append(1.0).Order().ToArray();
        var worst = 0.0;
        foreach (var y in corners)
        {
            var (open, closed) = (0, 0);
            for (var i = 0; i <= count; i++)
            {
                var x = i < count ? points[i].X : 1;
                worst = Math.Max(worst, (x * y) - ((double)open / count));
                if (i == count)
                    break;
                open += points[i].Y < y ? 1 : 0;
                closed += points[i].Y <= y ? 1 : 0;
                worst = Math.Max(worst, ((double)closed / count) - (x * y));
            }
        }

        return worst;
    }
}
