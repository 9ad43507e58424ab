using Simulator.Exploration.Answers;
using Simulator.Exploration.Results;

namespace Simulator.Exploration.Tests.Answers;

/// <summary>A sweep of up to 1000 invented GPUs: SM count, bandwidth and cache decide time, throughput and area.</summary>
internal static class SmallSweep
{
    internal static SweepQuestions Questions { get; } = new()
    {
        Parameters =
        [
            new("gpu.sms", [.. Enumerable.Range(0, 10).Select(level => $"{64 + 16 * level}")]),
            new("gpu.memory.bandwidth", [.. Enumerable.Range(0, 10).Select(level => $"{1 + level} TB/s")]),
            new("gpu.l2.bytes", [.. Enumerable.Range(0, 10).Select(level => $"{10 + 20 * level} MB")]),
        ],
        Objectives = [new("decode.tpot", "s", Goal.Minimise), new("throughput", "1/s", Goal.Maximise), new("area", "m2", Goal.Minimise)],
        Constraints = ["area <= 800 mm2", "tdp <= 700 W"],
        Top = 7,
    };

    internal static int[] Levels(long point) => [(int)(point / 100), (int)(point / 10 % 10), (int)(point % 10)];

    internal static bool Runs(long point) => point % 37 != 5;

    internal static double[] Objectives(long point)
    {
        var levels = Levels(point);
        double sms = 64 + 16 * levels[0], bandwidth = 1 + levels[1], cache = 10 + 20 * levels[2];
        return [1e-2 / sms + 3e-3 / bandwidth / (1 + cache / 400), sms * Math.Min(bandwidth, sms / 30), (sms * 3.2 + bandwidth * 30 + cache * 0.9) * 1e-6];
    }

    internal static double[] Slack(long point)
    {
        var levels = Levels(point);
        return [(800e-6 - Objectives(point)[2]) / 800e-6, (700.0 - (64 + 16 * levels[0]) * 3 - 20 * levels[1]) / 700];
    }

    internal static bool IsFeasible(long point) => Runs(point) && Slack(point).All(slack => slack >= 0);

    internal static DesignDetails Describe(long point)
    {
        var (values, levels) = (Objectives(point), Levels(point));
        return new DesignDetails(
            [.. levels.Select((level, p) => Questions.Parameters[p].Levels[level])],
            [new(values[0], values[0] * 0.93, values[0] * 1.08), new(values[1], values[1] / 1.08, values[1] / 0.93), ObjectiveInterval.Certain(values[2])]);
    }

    internal static SweepAnswersBuilder Fed(IEnumerable<int> points, SweepQuestions? questions = null)
    {
        var builder = new SweepAnswersBuilder(questions ?? Questions);
        foreach (var point in points)
        {
            if (Runs(point))
            {
                var slack = Slack(point);
                Assert.Equal(IsFeasible(point), builder.Add(point, Levels(point), Objectives(point), [.. slack.Select(s => s >= 0)], slack));
            }
            else
            {
                builder.AddUnrunnable(Levels(point), point % 2 == 0 ? "does not fit in memory" : "no tiling fits");
            }
        }

        return builder;
    }
}
