using System.Collections.Immutable;

namespace Simulator.Exploration.Spaces;

/// <summary>Points that a sampling chooses. A parameter with n levels takes level ⌊u·n⌋ of its coordinate u.</summary>
internal sealed class SampledSpace(ImmutableArray<DesignParameter> parameters, Sampling sampling, long count) : DesignSpace(parameters, count)
{
    private protected override void Fill(long index, Span<int> levels, Span<double> numbers)
    {
        for (var i = 0; i < Parameters.Length; i++)
        {
            var range = Parameters[i].Range;
            var coordinate = sampling.Coordinate(index, i);
            if (range.Interval is { } interval)
            {
                levels[i] = -1;
                numbers[i] = interval.At(coordinate);
            }
            else
            {
                levels[i] = Math.Min((int)(coordinate * range.Levels), range.Levels - 1);
                numbers[i] = NumberOf(range, levels[i]);
            }
        }
    }
}
