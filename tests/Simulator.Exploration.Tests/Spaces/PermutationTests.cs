using Simulator.Exploration.Spaces;

namespace Simulator.Exploration.Tests.Spaces;

public class PermutationTests
{
    [Fact]
    public void Every_size_is_a_permutation()
    {
        for (var count = 1; count <= 300; count++)
        {
            var permutation = new Permutation(Hash.Key(1, count), count);
            Assert.Equal(Enumerable.Range(0, count).Select(i => (long)i), Enumerable.Range(0, count).Select(i => permutation.At(i)).Order());
        }
    }

    // All 120 permutations of five are about equally likely over the keys: chi-square with 119 degrees of freedom, 99.9 % quantile 172.4.
    [Fact]
    public void All_permutations_are_equally_likely()
    {
        const int keys = 120 * 200;
        var counts = new Dictionary<string, int>();
        for (var key = 0; key < keys; key++)
        {
            var permutation = new Permutation(Hash.Key(11, key), 5);
            var text = string.Concat(Enumerable.Range(0, 5).Select(i => permutation.At(i)));
            counts[text] = counts.GetValueOrDefault(text) + 1;
        }

        Assert.Equal(120, counts.Count);
        Assert.InRange(counts.Values.Sum(n => (n - 200.0) * (n - 200.0) / 200.0), 0, 172.4);
    }

    // Where a number goes says nothing of where it came from: 16 x 16 cells, 225 degrees of freedom, 99.9 % quantile 296.
    [Fact]
    public void Numbers_go_anywhere()
    {
        var permutation = new Permutation(Hash.Key(2, 0), 64_000);
        var cells = new int[256];
        for (var i = 0; i < 64_000; i++)
            cells[(i / 4000 * 16) + (int)(permutation.At(i) / 4000)]++;
        Assert.InRange(cells.Sum(n => (n - 250.0) * (n - 250.0) / 250.0), 150, 296);
    }
}
