using System.Collections.Immutable;
using Simulator.Timing.Calibration;

namespace Simulator.Systems.Serving.Validation;

/// <summary>
/// Fits the host times of each stack to measured runs: the least sum of absolute relative deviations of time per output token and, at half weight, time
/// to first token, each counted up to 100 % so that runs that contradict the others cannot pull, and a toll for every doubling away from the prior.
/// Simulations are few: around a point each coefficient is raised once, predictions are taken to be linear in the host times from there, a coordinate
/// search on <see cref="HostLattice"/> finds the best point, and the next round begins there. A fit without some runs needs no simulation of its own.
/// </summary>
/// <param name="validator">Predicts runs.</param>
/// <param name="runs">The measured runs; those that cannot be predicted are passed over.</param>
/// <param name="prior">The host times to begin from.</param>
public sealed class HostFit(ServingValidator validator, IReadOnlyList<MeasuredServing> runs, ServingCoefficients prior)
{
    private const int Rounds = 3;

    private readonly Dictionary<string, HostLattice> lattices = prior.Stacks.ToDictionary(s => s.Key, s => new HostLattice(s.Value), StringComparer.Ordinal);
    private ImmutableArray<LinearPrediction> last = [];
    private Dictionary<string, int[]> around = [];

    /// <summary>Fits to all runs.</summary>
    /// <param name="progress">Is told each round and its loss.</param>
    /// <param name="cancellation">Ends early.</param>
    /// <returns>The host times; those of the prior for stacks without runs.</returns>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public ServingCoefficients Fit(Action<int, double>? progress = null, CancellationToken cancellation = default)
    {
        var points = lattices.ToDictionary(s => s.Key, _ => new int[HostLattice.Dimensions], StringComparer.Ordinal);
        var (best, least) = (points, double.PositiveInfinity);
        for (var round = 0; round <= Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var compared = validator.Compare(runs, At(points), cancellation).Compared;
            var loss = LinearPrediction.Loss(compared.Select(c => (c.TpotRatio, c.TtftRatio)));
            progress?.Invoke(round, loss);
            if (loss < least)
            {
                (best, least) = (points, loss);
            }

            if (round < Rounds)
            {
                (last, around) = (Linearise(points, compared, cancellation), points);
                points = Search(_ => true);
            }
        }

        return At(best);
    }

    /// <summary>Predictions of runs by host times that were fitted without them; <see cref="Fit"/> must have run.</summary>
    /// <param name="key">What is left out in turn: a GPU, a model.</param>
    /// <param name="cancellation">Ends early.</param>
    /// <returns>Every run that can be predicted.</returns>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public ImmutableArray<ServingComparison> LeaveOut(Func<MeasuredServing, string> key, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return
        [
            .. runs.GroupBy(key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
                .SelectMany(group => validator.Compare([.. group], At(Search(r => key(r) != group.Key)), cancellation).Compared),
        ];
    }

    private ServingCoefficients At(Dictionary<string, int[]> points) => prior with
    {
        Stacks = points.ToDictionary(p => p.Key, p => lattices[p.Key].At(p.Value), StringComparer.Ordinal),
    };

    private ImmutableArray<LinearPrediction> Linearise(
        Dictionary<string, int[]> points, ImmutableArray<ServingComparison> compared, CancellationToken cancellation)
    {
        var raised = new ImmutableArray<ServingComparison>[HostLattice.Dimensions];
        for (var i = 0; i < raised.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var hosts = At(points.ToDictionary(p => p.Key, p => HostLattice.Raise(p.Value, i), StringComparer.Ordinal));
            raised[i] = validator.Compare(runs, hosts, cancellation).Compared;
        }

        return [.. compared.Select((c, n) => LinearPrediction.Of(c, [.. raised.Select(r => r[n])]))];
    }

    // The best point of each stack by the linear predictions of the runs that count.
    private Dictionary<string, int[]> Search(Func<MeasuredServing, bool> counts)
    {
        var points = new Dictionary<string, int[]>(StringComparer.Ordinal);
        foreach (var stack in lattices.Keys)
        {
            LinearPrediction[] own = [.. last.Where(p => p.Measured.Stack == stack && counts(p.Measured))];
            var from = around[stack];
            points[stack] = own.Length == 0 ? new int[HostLattice.Dimensions] : HostLattice.Search(from, at => LinearPrediction.Loss(own, from, at));
        }

        return points;
    }
}
