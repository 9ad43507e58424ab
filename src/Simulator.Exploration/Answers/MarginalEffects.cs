using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using Simulator.Exploration.Results;

namespace Simulator.Exploration.Answers;

/// <summary>
/// The marginal effect of each parameter, kept while points stream by: counts, means and best designs per level, and the share of an objective's variance that
/// the
/// level means explain.
/// </summary>
/// <remarks>
/// Sums carry 106 bits, so that means are the same to the last bit however the points were ordered or split among workers, as long as an objective spans less
/// than a factor of 10^8 over 10^7 points; beyond that they agree to about one part in 10^15. Feed points in index order to be safe even there.
/// </remarks>
public sealed class MarginalEffects
{
    private readonly ImmutableArray<SweepParameter> parameters;
    private readonly Orientation orientation;
    private readonly int[] firstRows;
    private readonly long[] counts;
    private readonly long[] feasible;
    private readonly ColumnSums sums;
    private readonly ColumnSums squares;
    private readonly BestTable best;
    private readonly bool[] positive;
    private readonly int logarithms; // the first column of logarithms, behind those of values

    /// <summary>Creates empty tallies.</summary>
    /// <param name="parameters">The parameters, each with a level or more.</param>
    /// <param name="goals">Which way each objective is better.</param>
    public MarginalEffects(ImmutableArray<SweepParameter> parameters, params ReadOnlySpan<Goal> goals)
    {
        this.parameters = parameters;
        orientation = new Orientation(goals);
        firstRows = new int[parameters.Length + 1];
        for (var p = 0; p < parameters.Length; p++)
        {
            firstRows[p + 1] = firstRows[p] + parameters[p].Levels.Length;
        }

        var rows = firstRows[^1] + 1; // the last row is of all points
        counts = new long[rows];
        feasible = new long[rows];
        logarithms = ColumnSums.Padded(goals.Length);
        sums = new ColumnSums(rows, 2 * logarithms);
        squares = new ColumnSums(1, 2 * logarithms);
        best = new BestTable(rows, goals.Length);
        positive = new bool[goals.Length];
        Array.Fill(positive, true);
    }

    private int All => firstRows[^1];

    /// <summary>Counts a point that is not feasible.</summary>
    /// <param name="levels">The level of each parameter.</param>
    /// <exception cref="ArgumentException">The number of levels is wrong, or one is outside its range.</exception>
    public void AddInfeasible(ReadOnlySpan<int> levels)
    {
        Check(levels);
        counts[All]++;
        for (var p = 0; p < levels.Length; p++)
        {
            counts[firstRows[p] + levels[p]]++;
        }
    }

    /// <summary>Adds a feasible point.</summary>
    /// <param name="index">The point's number.</param>
    /// <param name="levels">The level of each parameter.</param>
    /// <param name="objectives">Its objectives, in SI units.</param>
    /// <exception cref="ArgumentException">The number of levels or objectives is wrong, a level is outside its range, or an objective is not
    /// finite.</exception>
    public void Add(long index, ReadOnlySpan<int> levels, ReadOnlySpan<double> objectives)
    {
        Check(levels);
        Span<double> turned = stackalloc double[ParetoArchive.MaximumObjectives];
        orientation.Turn(objectives, turned);
        Span<double> terms = stackalloc double[2 * ParetoArchive.MaximumObjectives];
        for (var m = 0; m < objectives.Length; m++)
        {
            positive[m] &= objectives[m] > 0;
            terms[m] = objectives[m];
        }

        AddLogarithms(terms);
        AddSquares(terms);
        AddTo(All, index, terms, turned);
        for (var p = 0; p < levels.Length; p++)
        {
            AddTo(firstRows[p] + levels[p], index, terms, turned);
        }
    }

    /// <summary>Adds other tallies, as if their points had been added here.</summary>
    /// <param name="other">Tallies of the same parameters and objectives; they stay as they are.</param>
    /// <exception cref="ArgumentException">The parameters or the objectives are others.</exception>
    public void Add(MarginalEffects other)
    {
        if (!orientation.Goals.SequenceEqual(other.orientation.Goals) || !firstRows.AsSpan().SequenceEqual(other.firstRows))
        {
            throw new ArgumentException("only tallies of the same parameters and objectives can be added", nameof(other));
        }

        for (var row = 0; row < counts.Length; row++)
        {
            counts[row] += other.counts[row];
            feasible[row] += other.feasible[row];
        }

        sums.Add(other.sums);
        squares.Add(other.squares);
        best.Add(other.best);
        for (var m = 0; m < positive.Length; m++)
        {
            positive[m] &= other.positive[m];
        }
    }

    /// <summary>Whether an objective's variance is that of its logarithm: every feasible value is positive.</summary>
    /// <param name="objective">The objective's place.</param>
    /// <returns>True for the logarithm.</returns>
    public bool IsLogarithmic(int objective) => positive[objective];

    /// <summary>The effects so far.</summary>
    /// <returns>One for each parameter, in order.</returns>
    public ImmutableArray<ParameterEffect> ToEffects() => [.. parameters.Select((parameter, p) => new ParameterEffect(
        parameter.Name,
        PerObjective(m => VarianceShare(p, m)),
        [.. parameter.Levels.Select((level, l) => Level(level, firstRows[p] + l))]))];

    private void AddTo(int row, long index, ReadOnlySpan<double> terms, ReadOnlySpan<double> turned)
    {
        counts[row]++;
        feasible[row]++;
        sums.Add(row, terms);
        best.Add(row, index, turned);
    }

    // Behind the values; of one that is not positive 0, as its logarithms are not used.
    private void AddLogarithms(Span<double> terms)
    {
        for (var c = 0; c < logarithms; c += Vector256<double>.Count)
        {
            var values = Vector256.Create(terms[c..]);
            var isPositive = Vector256.GreaterThan(values, Vector256<double>.Zero);
            Vector256.Log(Vector256.ConditionalSelect(isPositive, values, Vector256<double>.One)).CopyTo(terms[(logarithms + c)..]);
        }
    }

    private void AddSquares(ReadOnlySpan<double> terms)
    {
        Span<double> products = stackalloc double[2 * ParetoArchive.MaximumObjectives];
        Span<double> lost = stackalloc double[2 * ParetoArchive.MaximumObjectives];
        for (var c = 0; c < 2 * logarithms; c += Vector256<double>.Count)
        {
            var term = Vector256.Create(terms[c..]);
            var product = term * term;
            product.CopyTo(products[c..]);
            Vector256.FusedMultiplyAdd(term, term, -product).CopyTo(lost[c..]);
        }

        squares.Add(0, products, lost);
    }

    private void Check(ReadOnlySpan<int> levels)
    {
        if (levels.Length != parameters.Length)
        {
            throw new ArgumentException($"{levels.Length} levels where {parameters.Length} are expected", nameof(levels));
        }

        for (var p = 0; p < levels.Length; p++)
        {
            if ((uint)levels[p] >= (uint)(firstRows[p + 1] - firstRows[p]))
            {
                throw new ArgumentException($"level {levels[p]} of parameter {p}; accepted: 0 to {firstRows[p + 1] - firstRows[p] - 1}", nameof(levels));
            }
        }
    }

    private LevelEffect Level(string level, int row) => new(
        level,
        counts[row],
        feasible[row],
        PerObjective(m => feasible[row] > 0 ? (sums[row, m] / feasible[row]).Value : (double?)null),
        PerObjective(m => best.Best(row, m, orientation)));

    private double? VarianceShare(int parameter, int objective)
    {
        var column = positive[objective] ? logarithms + objective : objective;
        if (feasible[All] == 0)
        {
            return null;
        }

        var mean = sums[All, column] / feasible[All];
        var total = (squares[0, column] - mean * mean * feasible[All]).Value;
        var between = 0.0;
        for (var row = firstRows[parameter]; row < firstRows[parameter + 1]; row++)
        {
            var deviation = feasible[row] > 0 ? (sums[row, column] / feasible[row] - mean).Value : 0;
            between += feasible[row] * deviation * deviation;
        }

        // A variance below the rounding of the values is none.
        var least = feasible[All] * Math.Pow(1e-14 * mean.Value, 2);
        return total > least && double.IsFinite(between / total) ? Math.Round(Math.Clamp(between / total, 0, 1), 9) : null;
    }

    private ImmutableArray<T> PerObjective<T>(Func<int, T> value) => [.. Enumerable.Range(0, orientation.Count).Select(value)];
}
