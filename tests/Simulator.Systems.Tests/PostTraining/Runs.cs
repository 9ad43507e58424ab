using Simulator.Systems.PostTraining;
using Simulator.Systems.PostTraining.Learning;
using Simulator.Systems.PostTraining.Weights;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Memory;
using Simulator.Systems.Serving.Steps;
using Simulator.Systems.Serving.Variates;

namespace Simulator.Systems.Tests.PostTraining;

/// <summary>Runs whose parts take times that a test knows.</summary>
internal static class Runs
{
    internal const double StepSeconds = 0.01;

    internal static PostTrainingPlan Plan(ILengths lengths, double scoring = 0.3, double learning = 0.7, int engines = 3, long blocks = 1_000_000) => new()
    {
        NewEngine = observer => new ServingEngine(
            new ConstantStepTimes(StepSeconds), new KvPool(blocks, 16), new EngineSettings { TokenBudget = 1 << 20, MaxSequences = 64 }, observer),
        Engines = engines,
        GpusPerEngine = 2,
        LearnerGpus = 4,
        Learner = new Constant(new LearnerTimes(scoring, learning)),
        Sync = new SyncTimes(0.05, 0.02),
        Prompts = 6,
        Samples = 4,
        Lengths = lengths,
        Iterations = 8,
    };

    internal static ILengths Tail => Answers(20, 60, 300, 1000);

    internal static ILengths Answers(int input, double mean, double p99, int longest) =>
        new CappedLengths(new IndependentLengths(new ConstantVariate(input), new LogNormalVariate(mean, p99)), int.MaxValue, longest);

    internal sealed class Constant(LearnerTimes times) : ILearnerTimes
    {
        public LearnerTimes Of(in BatchLengths batch) => times;
    }
}
