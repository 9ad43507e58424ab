using Simulator.Systems.Serving.Arrivals;

namespace Simulator.Systems.Tests.Serving;

/// <summary>Prompts of several systems, each with turns that go on from the one before: random, and the same for the same seed.</summary>
internal static class SharedPrompts
{
    internal static RecordedArrivals Draw(int count, double perSecond, ulong seed, int block = 16, int systems = 4, int sessions = 12)
    {
        var random = new RandomSource(seed);
        List<ulong>[] histories = [.. Enumerable.Range(0, sessions).Select(s => System(s % systems))];
        var fresh = 1_000_000ul;
        var seconds = 0.0;
        return new RecordedArrivals([.. Enumerable.Range(0, count).Select(_ => Next())]);

        static List<ulong> System(int number) => [.. Enumerable.Range(0, 1 + number).Select(i => (ulong)((1000 * number) + i))];

        Arrival Next()
        {
            seconds += random.Exponential() / perSecond;
            var history = histories[(int)(random.Uniform() * sessions)];
            if (history.Count > 10)
            {
                history.RemoveRange(2, history.Count - 2);
            }

            var asked = 1 + (int)(random.Uniform() * 3);
            var answered = (int)(random.Uniform() * 2);
            history.AddRange(Enumerable.Range(0, asked).Select(_ => fresh++));
            var input = (history.Count * block) + (int)(random.Uniform() * block);
            history.AddRange(Enumerable.Range(0, answered).Select(_ => fresh++));
            var output = (answered * block) + 1 + (int)(random.Uniform() * block);
            return new Arrival(seconds, new RequestShape(input, output)) { Content = new PromptContent(block, [.. history]) };
        }
    }
}
