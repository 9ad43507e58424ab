using Simulator.Systems.Training.Schedules;
using Simulator.Workloads.Models;

namespace Simulator.Systems.Training.Search;

/// <summary>
/// The layouts that a search considers: tensor and context parallelism inside a node or a few nodes, any number of stages, parts per stage that hold equally
/// many layers, expert parallelism over whole experts, microbatches of up to eight sequences, sharded optimizer states (and sharded weights without stages).
/// </summary>
internal static class LayoutSpace
{
    private const int MostSequencesAtATime = 8;
    private const int LeastTokensOfARank = 1024;
    private const int MostMicroBatchPasses = 1 << 18;

    internal static IEnumerable<TrainingRequest> Of(TrainingRequest request, int gpus)
    {
        var (layers, experts) = (request.Model.Layers.Length, Experts(request.Model));
        foreach (var tp in Divisors(gpus).Where(t => t <= request.System.ScaleUp.Gpus && IsPowerOfTwo(t)))
        {
            foreach (var pp in Divisors(gpus / tp).Where(n => n <= layers))
            {
                foreach (var cp in Divisors(gpus / tp / pp).Where(c => IsPowerOfTwo(c) && (c == 1 || request.Sequence / c >= LeastTokensOfARank)))
                {
                    var dp = gpus / tp / pp / cp;
                    foreach (var ep in Divisors(experts).Where(e => tp * cp * dp % e == 0))
                    {
                        foreach (var layout in Microbatches(request, layers, new TrainingParallelism { Tp = tp, Pp = pp, Cp = cp, Dp = dp, Ep = ep }))
                            yield return layout;
                    }
                }
            }
        }
    }

    private static IEnumerable<TrainingRequest> Microbatches(TrainingRequest request, int layers, TrainingParallelism p)
    {
        for (var sequences = 1; sequences <= MostSequencesAtATime && request.GlobalBatch % ((long)sequences * p.Dp) == 0; sequences *= 2)
        {
            var count = request.GlobalBatch / (sequences * p.Dp);
            foreach (var vp in Parts(layers, p.Pp, count, request.Schedule))
            {
                if ((long)count * p.Pp * vp > MostMicroBatchPasses)
                    continue;
                foreach (var zero in p.Pp == 1 && p.Dp * p.Cp > 1 ? (int[])[1, 3] : [1])
                    yield return request with { MicroBatch = sequences, Parallelism = p with { Vp = vp, Zero = zero }, StageLayers = [] };
            }
        }
    }

    private static IEnumerable<int> Parts(int layers, int pp, int microBatches, ScheduleKind schedule)
    {
        yield return 1;
        if (pp == 1 || microBatches % pp != 0 || schedule != ScheduleKind.OneForwardOneBackward)
            yield break;
        for (var vp = 2; pp * vp <= layers; vp++)
        {
            if (layers % (pp * vp) == 0 || (layers + 2) % (pp * vp) == 0)
                yield return vp;
        }
    }

    private static int Experts(ModelDescription model) => model.Layers.Select(l => l.FeedForward).OfType<MoeFeedForward>().Select(m =>
        m.Experts).DefaultIfEmpty(1).Min();

    private static IEnumerable<int> Divisors(int number) => Enumerable.Range(1, number).Where(d => number % d == 0);

    private static bool IsPowerOfTwo(int number) => (number & (number - 1)) == 0;
}
