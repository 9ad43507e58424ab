using System.Collections.Immutable;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Spaces;

/// <summary>
/// Points in the space of an experiment's parameters, numbered from 0. A point follows from its number alone, in any order.
/// </summary>
public abstract class DesignSpace
{
    /// <summary>The most points that a space may have: 10¹¹.</summary>
    public const long MaximumCount = 100_000_000_000;

    private protected DesignSpace(ImmutableArray<DesignParameter> parameters, long count)
    {
        Parameters = parameters;
        Count = count;
    }

    /// <summary>The parameters, in order.</summary>
    public ImmutableArray<DesignParameter> Parameters { get; }

    /// <summary>The number of points.</summary>
    public long Count { get; }

    /// <summary>Every combination of the parameters' levels; the last parameter varies fastest.</summary>
    /// <param name="parameters">The parameters; with none there is one point.</param>
    /// <returns>The space.</returns>
    /// <exception cref="InputException">A parameter is an interval, or there are more than <see cref="MaximumCount"/> points.</exception>
    public static DesignSpace Grid(IEnumerable<DesignParameter> parameters) => new GridSpace([.. parameters]);

    /// <summary>Points that a sampling chooses.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="method">How; not <see cref="SamplingMethod.Grid"/>.</param>
    /// <param name="count">The number of points, 1 to <see cref="MaximumCount"/>.</param>
    /// <param name="seed">Decides every random choice.</param>
    /// <returns>The space.</returns>
    /// <exception cref="InputException">The number of points is out of range, or there are more parameters than the method takes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The method is the grid.</exception>
    public static DesignSpace Sampled(IEnumerable<DesignParameter> parameters, SamplingMethod method, long count, ulong seed)
    {
        if (count is < 1 or > MaximumCount)
            throw new InputException($"{count} points; accepted: 1 to {MaximumCount}");
        ImmutableArray<DesignParameter> all = [.. parameters];
        Sampling sampling = method switch
        {
            SamplingMethod.Random => new RandomSampling(seed),
            SamplingMethod.LatinHypercube => new LatinHypercubeSampling(seed, count),
            SamplingMethod.Sobol => new SobolSampling(seed, all.Length),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "a grid is not sampled"),
        };
        return new SampledSpace(all, sampling, count);
    }

    /// <summary>The values of a point.</summary>
    /// <param name="index">The point's number, from 0 to below <see cref="Count"/>.</param>
    /// <param name="levels">Receives each parameter's level, from 0; -1 for one drawn from an interval. One element a parameter.</param>
    /// <param name="numbers">Receives each parameter's value in SI units; NaN for names. One element a parameter.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside the space.</exception>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public void Point(long index, Span<int> levels, Span<double> numbers)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        if (levels.Length < Parameters.Length || numbers.Length < Parameters.Length)
            throw new ArgumentException($"levels and numbers need {Parameters.Length} elements");
        Fill(index, levels, numbers);
    }

    private protected abstract void Fill(long index, Span<int> levels, Span<double> numbers);

    private protected static double NumberOf(ValueRange range, int level) => range.Domain.IsText ? double.NaN : range.Numbers[level];
}
