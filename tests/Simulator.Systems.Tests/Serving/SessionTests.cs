using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Variates;

namespace Simulator.Systems.Tests.Serving;

/// <summary>Conversations: their turns, what their prompts hold, and when they come.</summary>
public class SessionTests
{
    private static readonly SessionSettings Settings = new(new GeometricVariate(4), new ExponentialVariate(5)) { SystemPromptTokens = 100, SystemPrompts = 3 };

    [Fact]
    public void A_turn_comes_when_its_user_has_thought_and_holds_what_was_said()
    {
        var arrivals = new SessionArrivals(1, 1000, new UniformLengths(50, 20), Settings, 1);
        Arrival? before = null;
        var gaps = new List<double>();
        for (var i = 0; i < 1000; i++)
        {
            var arrival = arrivals.Take();
            var follows = before is { } b && b.Session == arrival.Session;
            if (follows)
            {
                gaps.Add(arrival.Seconds - before!.Value.Seconds - 2);
                Assert.Equal(before.Value.Shape.TotalTokens + 50, arrival.Shape.InputTokens);
                Assert.Equal(before.Value.Content!.Blocks, arrival.Content!.Blocks.Take(before.Value.Content!.Blocks.Length));
            }
            else
            {
                Assert.Equal(150, arrival.Shape.InputTokens);
                Assert.Equal(arrival.Session, (before?.Session ?? -1) + 1);
                Assert.Equal(before is null ? 0 : before.Value.Seconds + 2, arrival.Seconds, 1e-9);
            }

            Assert.Equal(20, arrival.Shape.OutputTokens);
            arrivals.Leave(arrival, arrival.Seconds + 2);
            before = arrival;
        }

        Assert.True(double.IsPositiveInfinity(arrivals.NextSeconds));
        Assert.Equal(5, gaps.Average(), 0.6);
        Assert.Equal(4, 1000.0 / (before!.Value.Session!.Value + 1), 0.4);
    }

    [Fact]
    public void Sessions_share_system_prompts_and_nothing_else()
    {
        var single = Settings with { Turns = new ConstantVariate(1) };
        var arrivals = new SessionArrivals(new RenewalProcess(1, 1, new RandomSource(1)), 300, new UniformLengths(60, 20), single, 1);
        var first = Enumerable.Range(0, 300).Select(_ => arrivals.Take()).ToArray();
        Assert.All(first, a => Assert.Equal(160 / 16, a.Content!.Blocks.Length));
        var prompts = first.GroupBy(a => a.Content!.Blocks[0]).ToArray();
        Assert.Equal(3, prompts.Length);
        Assert.All(prompts, g => Assert.InRange(g.Count(), 70, 130));
        Assert.All(prompts, g => Assert.Single(g.Select(a => a.Content!.Blocks[5]).Distinct()));
        Assert.Equal(300, first.Select(a => a.Content!.Blocks[6]).Distinct().Count());
    }

    [Fact]
    public void What_a_session_says_does_not_depend_on_when_it_is_answered()
    {
        Assert.Equal(Shapes(1), Shapes(4));

        static List<(int, RequestShape)> Shapes(double service)
        {
            var arrivals = new SessionArrivals(new RenewalProcess(0.5, 1, new RandomSource(1)), 400, new UniformLengths(60, 20, 0.1), Settings, 1);
            var taken = new List<(int, RequestShape)>();
            var answered = new PriorityQueue<Arrival, double>();
            while (taken.Count < 400)
            {
                if (answered.TryPeek(out var arrival, out var end) && end <= arrivals.NextSeconds)
                {
                    answered.Dequeue();
                    arrivals.Leave(arrival, end);
                    continue;
                }

                var next = arrivals.Take();
                taken.Add((next.Session!.Value, next.Shape));
                answered.Enqueue(next, next.Seconds + service);
            }

            // Of the sessions that both runs have seen whole.
            return [.. taken.Where(t => t.Item1 < 15).OrderBy(t => t.Item1).ThenBy(t => t.Item2.InputTokens)];
        }
    }

    [Fact]
    public void A_session_ends_before_a_turn_that_would_not_fit()
    {
        var settings = Settings with { Turns = new ConstantVariate(100), MaxTokens = 500 };
        var arrivals = new SessionArrivals(2, 200, new UniformLengths(50, 20), settings, 1);
        for (var i = 0; i < 200; i++)
        {
            var arrival = arrivals.Take();
            Assert.InRange(arrival.Shape.TotalTokens, 1, 500);
            arrivals.Leave(arrival, arrivals.NextSeconds < double.PositiveInfinity ? arrivals.NextSeconds : arrival.Seconds);
        }
    }
}
