using Simulator.Exploration.Spaces;

namespace Simulator.Exploration.Tests.Spaces;

public class LatinHypercubeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(49)]
    [InlineData(97)]
    [InlineData(1024)]
    [InlineData(10_007)]
    public void Each_cell_of_each_dimension_is_hit_once(int count)
    {
        for (var seed = 0UL; seed < 3; seed++)
        {
            var sampling = new LatinHypercubeSampling(seed, count);
            for (var dimension = 0; dimension < 5; dimension++)
            {
                var cells = new int[count];
                for (var i = 0; i < count; i++)
                    cells[(int)(sampling.Coordinate(i, dimension) * count)]++;
                Assert.All(cells, n => Assert.Equal(1, n));
            }
        }
    }

    [Fact]
    public void The_largest_space_keeps_its_points_apart()
    {
        var sampling = new LatinHypercubeSampling(9, DesignSpace.MaximumCount);
        var permutation = new Permutation(Hash.Key(9, 2), DesignSpace.MaximumCount);
        for (var i = DesignSpace.MaximumCount - 1000; i < DesignSpace.MaximumCount; i++)
            Assert.Equal(permutation.At(i), (long)Math.Floor(sampling.Coordinate(i, 2) * DesignSpace.MaximumCount));
    }

    [Fact]
    public void Points_lie_anywhere_in_their_cell()
    {
        var sampling = new LatinHypercubeSampling(4, 1000);
        var inside = Enumerable.Range(0, 1000).Select(i => (sampling.Coordinate(i, 0) * 1000) % 1).ToList();
        Assert.Equal(0.5, inside.Average(), 0.05);
        Assert.InRange(inside.Max(), 0.98, 1);
        Assert.InRange(inside.Min(), 0, 0.02);
    }
}
