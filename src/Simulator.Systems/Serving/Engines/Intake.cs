namespace Simulator.Systems.Serving.Engines;

/// <summary>Requests that have come and that the engine has not looked at yet: some look only every so many decode steps (SGLang's
/// <c>--scheduler-recv-interval</c>).</summary>
/// <param name="steps">Steps between two looks, at least 1.</param>
internal sealed class Intake(int steps)
{
    private readonly Queue<Sequence> unseen = new();
    private int sinceLook;

    /// <summary>Requests that were not looked at.</summary>
    internal int Count => unseen.Count;

    /// <summary>A request comes.</summary>
    internal void Add(Sequence sequence) => unseen.Enqueue(sequence);

    /// <summary>Takes up the requests that have come, unless it is too early to look.</summary>
    /// <param name="waiting">Where they are put, at the end.</param>
    /// <param name="atOnce">Whether it is never too early.</param>
    internal void Look(LinkedList<Sequence> waiting, bool atOnce)
    {
        sinceLook = atOnce ? steps : sinceLook + 1;
        if (sinceLook < steps)
        {
            return;
        }

        sinceLook = 0;
        while (unseen.TryDequeue(out var sequence))
        {
            waiting.AddLast(sequence);
        }
    }
}
