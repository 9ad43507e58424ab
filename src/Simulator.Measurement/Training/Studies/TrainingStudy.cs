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
    /// <summary>Threads; as many as the process may use cores unless it is set. Results do not depend on it.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>The vector width.</summary>
    public SimdLevel Level { get; init; } = SimdLevels.Best;

    /// <summary>Trains every recipe from every seed, one seed after the other.</summary>
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
        using var pool = new WorkerPool(Workers);
        using var kernels = TrainingKernelFactory.Create(pool, Level);
        var run = new TrainingRun(kernels, settings, corpus);
        List<TrainingResult> results = [];
        try
        {
            foreach (var (seed, recipe) in seeds.SelectMany(s => recipes.Select(r => (s, r))))
            {
                var result = run.Run(recipe, seed,
                    point => tell?.Invoke(new TrainingProgress(results.Count + 1, recipes.Count * seeds.Count, recipe, seed, point)), cancellation);
                results.Add(result);
                finished?.Invoke(result);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What has ended is kept.
        }

        return results;
    }
}
