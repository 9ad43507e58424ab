using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Spaces;

/// <summary>Every combination of levels; the last parameter varies fastest.</summary>
internal sealed class GridSpace(ImmutableArray<DesignParameter> parameters) : DesignSpace(parameters, CountOf(parameters))
{
    private const int Shown = 8;

    private protected override void Fill(long index, Span<int> levels, Span<double> numbers)
    {
        for (var i = Parameters.Length - 1; i >= 0; i--)
        {
            (index, var level) = Math.DivRem(index, Parameters[i].Range.Levels);
            levels[i] = (int)level;
            numbers[i] = NumberOf(Parameters[i].Range, levels[i]);
        }
    }

    private static long CountOf(ImmutableArray<DesignParameter> parameters)
    {
        var product = BigInteger.One;
        foreach (var parameter in parameters)
        {
            if (parameter.Range.Interval is not null)
            {
                throw new InputException(
                    $"'{RangeParser.Shorten(parameter.Range.Text)}' has no end of values in a grid; "
                        + "accepted: add ': COUNT' or 'step STEP', or sample the space",
                    key: parameter.Name);
            }

            product *= parameter.Range.Levels;
        }

        if (product <= MaximumCount)
            return (long)product;
        var sizes = parameters.Select(parameter => parameter.Range.Levels).Where(size => size > 1).ToList();
        var shown = string.Join(" x ", sizes.Take(Shown)) + (sizes.Count > Shown ? " x ..." : "");
        var total = ((double)product).ToString("0.###e+0", CultureInfo.InvariantCulture);
        throw new InputException($"the grid has {shown} = {total} points; accepted: at most {MaximumCount}; sample it or take fewer values");
    }
}
