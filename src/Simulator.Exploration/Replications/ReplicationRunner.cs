using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Simulator.Exploration.Runs;

namespace Simulator.Exploration.Replications;

/// <summary>
/// Runs one simulation under several seeds, on all cores. Results depend on the seed alone, not on threads or on which process computed them; finished ones
/// are kept whatever ends the run, and are not computed again.
/// </summary>
/// <param name="folder">Where results are kept.</param>
/// <param name="worker">Makes what one thread runs: from a seed to a result.</param>
public sealed class ReplicationRunner(ReplicationFolder folder, Func<Func<int, CancellationToken, JsonObject>> worker)
{
    /// <summary>Runs what is missing.</summary>
    /// <param name="count">Replications in all, at least 1.</param>
    /// <param name="firstSeed">The seed of the first; each further one has the next.</param>
    /// <param name="shard">The part to compute here.</param>
    /// <param name="threads">Threads, at least 1.</param>
    /// <param name="cancellation">Ends the run early; finished replications are kept.</param>
    /// <returns>All replications that there are, in the order of their seeds.</returns>
    /// <exception cref="OperationCanceledException">The run was ended early.</exception>
    /// <exception cref="Hardware.Errors.InputException">The folder holds replications of another simulation.</exception>
    public ImmutableArray<JsonObject> Run(int count, int firstSeed, Shard shard, int threads, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shard);
        var (first, end) = shard.Range(count);
        var missing = Enumerable.Range((int)first, (int)(end - first)).Where(n => folder.Find(n) is null).ToArray();
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = threads };
        try
        {
            Parallel.ForEach(missing, options, worker, (number, _, run) =>
            {
                folder.Write(number, firstSeed + number, run(firstSeed + number, cancellation));
                return run;
            }, _ => { });
        }
        catch (AggregateException faults) when (faults.InnerExceptions.OfType<OperationCanceledException>().Any())
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (AggregateException faults)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(faults.InnerExceptions[0]);
        }

        return [.. Enumerable.Range(0, count).Select(folder.Find).OfType<JsonObject>()];
    }
}
