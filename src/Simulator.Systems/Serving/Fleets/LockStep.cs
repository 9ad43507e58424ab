using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Events;

namespace Simulator.Systems.Serving.Fleets;

/// <summary>
/// Data-parallel groups of one engine: each has sequences and a cache of its own, but all begin and end their steps together, because the experts'
/// exchange joins them, so that the slowest group sets the step's time. Prompts can be held back until every group has one (TensorRT-LLM's
/// <c>attention_dp_config.enable_balance</c>), for a number of steps at most.
/// </summary>
public sealed class LockStep
{
    private readonly EventCalendar events;
    private readonly ServingEngine[] groups;
    private readonly Queue<Sequence>[] held;
    private readonly int holdSteps;
    private int waited;
    private bool busy;

    /// <summary>Puts groups on a clock.</summary>
    /// <param name="groups">An engine for each group; at least one.</param>
    /// <param name="holdSteps">Steps for which prompts are held back at most; 0 for none.</param>
    /// <param name="events">The clock.</param>
    public LockStep(IReadOnlyList<ServingEngine> groups, int holdSteps, EventCalendar events)
    {
        (this.groups, this.holdSteps, this.events) = ([.. groups], holdSteps, events);
        held = [.. groups.Select(_ => new Queue<Sequence>())];
    }

    /// <summary>Accepts a request for the group with the fewest.</summary>
    /// <param name="sequence">The request.</param>
    public void Submit(Sequence sequence)
    {
        var least = 0;
        for (var g = 1; g < groups.Length; g++)
        {
            least = Load(g) < Load(least) ? g : least;
        }

        held[least].Enqueue(sequence);
        Wake();
    }

    private int Load(int group) => held[group].Count + groups[group].Waiting + groups[group].Running;

    private void Wake()
    {
        if (!busy && Array.Exists(groups, g => g.HasWork) | Array.Exists(held, h => h.Count > 0))
        {
            busy = true;
            events.At(events.Now, EventRank.StepBegin, Begin);
        }
    }

    private void Begin(double now)
    {
        Release(now);
        var until = now;
        foreach (var group in groups)
        {
            until = Math.Max(until, group.Begin(now));
        }

        busy = until > now;
        if (busy)
        {
            events.At(until, EventRank.StepEnd, End);
        }
    }

    private void Release(double now)
    {
        waited++;
        if (waited < holdSteps && Array.TrueForAll(groups, g => g.Running > 0) && Array.Exists(held, h => h.Count == 0))
        {
            return;
        }

        waited = 0;
        for (var g = 0; g < groups.Length; g++)
        {
            while (held[g].TryDequeue(out var sequence))
            {
                groups[g].Submit(sequence, now);
            }
        }
    }

    private void End(double now)
    {
        busy = false;
        foreach (var group in groups)
        {
            if (group.HasStep)
            {
                group.End(now);
            }
        }

        Wake();
    }
}
