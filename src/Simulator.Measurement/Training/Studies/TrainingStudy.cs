using Simulator.Hardware.Errors;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Kernels.Threading;
using Simulator.Measurement.Training.Corpora;
using Simulator.Measurement.Training.Kernels;
using Simulator.Measurement.Training.Models;

namespace Simulator.Measurement.Training.Studies;

/// <summary>Trains the same model under several recipes from the same seeds and data.</summary>
/// <param name="settings">What all runs share.</param>
/// <param name="corpus">The text.</param>
public sealed class TrainingStudy(TrainingSettings settings, Corpus corpus)
{
    /// <summary>
    /// Threads; as many as the process may use cores unless it is set. Each trains a run of its own, and kernels share threads only where there are more
    /// threads than runs. Results do not depend on it.
    /// </summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>The vector width.</summary>
    public SimdLevel Level { get; init; } = SimdLevels.Best;

    /// <summary>Trains every recipe from every seed, all recipes of a seed before the next.</summary>
    /// <param name="recipes">The recipes.</param>
    /// <param name="seeds">The seeds.</param>
    /// <param name="tell">Hears of every step.</param>
    /// <param name="finished">Hears of every run that has ended.</param>
    /// <param name="cancellation">Stops between two steps; the run under way is dropped.</param>
    /// <returns>The runs that have ended.</returns>
    /// <exception cref="InputException">The settings cannot be used.</exception>
    public IReadOnlyList<TrainingResult> Run(
        IReadOnlyList<NumericsRecipe> recipes, IReadOnlyList<int> seeds, Action<TrainingProgress>? tell = null, Action<TrainingResult>? finished = null,
        CancellationToken cancellation = default)
    {
        settings.Check(corpus.Validation.Length);
        (int Seed, NumericsRecipe Recipe)[] plan = [.. seeds.SelectMany(s => recipes.Select(r => (s, r)))];
        var results = new TrainingResult?[plan.Length];
        var abreast = Math.Min(Workers, plan.Length);
        var talk = new Lock();
        var next = -1;
        Parallel.For(0, abreast, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, abreast) }, _ =>
        {
            using var pool = new WorkerPool(Math.Max(1, Workers / abreast));
            using var kernels = TrainingKernelFactory.Create(pool, Level);
            var run = new TrainingRun(kernels, settings, corpus);
            for (var i = Interlocked.Increment(ref next); i < plan.Length && !cancellation.IsCancellationRequested; i = Interlocked.Increment(ref next))
                results[i] = One(run, i);
        });
        return [.. results.OfType<TrainingResult>()];

        TrainingResult? One(TrainingRun run, int i)
        {
            try
            {
                var result = run.Run(plan[i].Recipe, plan[i].Seed, point =>
                {
                    lock (talk)
                        tell?.Invoke(new TrainingProgress(i + 1, plan.Length, plan[i].Recipe, plan[i].Seed, point));
                }, cancellation);
                lock (talk)
                    finished?.Invoke(result);
                return result;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                // What has ended is kept.
                return null;
            }
        }
    }
}
