using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Simulator.Measurement.Training.Corpora;
using Simulator.Measurement.Training.Models;
using Simulator.Measurement.Training.Studies;

namespace Simulator.Benchmarks;

/// <summary>A step of <c>gpusim precision train</c> at its own sizes on one thread: the mean of twenty, with two evaluations of a batch.</summary>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 3)]
public class PrecisionTrainingBenchmarks
{
    private const int Steps = 20;

    private NumericsRecipe[] recipes = [];
    private TrainingStudy study = null!;

    /// <summary>How numbers are rounded.</summary>
    [Params("fp32", "bf16", "nvfp4")]
    public string Recipe { get; set; } = "";

    /// <summary>Makes the text, which is not measured.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        recipes = [NumericsRecipe.Parse(Recipe)];
        study = new TrainingStudy(new TrainingSettings { Steps = Steps, EvaluationInterval = Steps, EvaluationBatches = 1 }, Corpus.Generate()) { Workers = 1 };
    }

    /// <summary>One step.</summary>
    [Benchmark(OperationsPerInvoke = Steps)]
    public double Step() => study.Run(recipes, [1])[0].FinalLoss;
}
