using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Serving.Timelines;

/// <summary>The steps of a run and its first requests, up to the end of the last of these, in bounded memory.</summary>
/// <param name="mostRequests">Requests to keep, at least 1.</param>
/// <param name="mostSteps">Steps to keep, at least 1.</param>
public sealed class RunTimeline(int mostRequests = RunTimeline.DefaultRequests, int mostSteps = RunTimeline.DefaultSteps)
{
    /// <summary>Requests that are kept unless another number is asked for.</summary>
    public const int DefaultRequests = 500;

    /// <summary>Steps that are kept unless another number is asked for.</summary>
    public const int DefaultSteps = 100_000;

    private readonly List<(string Name, long Blocks)> engines = [];
    private readonly List<StepSpan> steps = [];
    private readonly List<RequestSpan> finished = [];
    private readonly Dictionary<Sequence, (int Number, int Engine, double Seconds)> running = [];
    private int admitted;

    /// <summary>The engines: name, and blocks of the KV cache.</summary>
    public IReadOnlyList<(string Name, long Blocks)> Engines => engines;

    /// <summary>The steps, in the order of their ends.</summary>
    public IReadOnlyList<StepSpan> Steps => steps;

    /// <summary>The requests, in the order in which they were admitted.</summary>
    public IEnumerable<RequestSpan> Requests => finished.Concat(running.Select(r => Span(r.Key, r.Value, double.NaN))).OrderBy(r => r.Number);

    /// <summary>Whether all that is to be kept has happened.</summary>
    public bool IsFull => steps.Count >= mostSteps || (admitted >= mostRequests && running.Count == 0);

    internal int AddEngine(string name, long blocks)
    {
        engines.Add((name, blocks));
        return engines.Count - 1;
    }

    internal void Admitted(Sequence sequence, int engine, double seconds)
    {
        if (admitted < mostRequests && !IsFull && sequence.Preemptions == 0)
        {
            running.Add(sequence, (admitted++, engine, seconds));
        }
    }

    internal void Stepped(int engine, double start, double end, in StepLoad load, int waiting, long usedBlocks)
    {
        if (!IsFull)
        {
            steps.Add(new StepSpan(engine, start, end, load, waiting, usedBlocks));
        }
    }

    internal void Finished(Sequence sequence, double end)
    {
        if (running.Count > 0 && running.Remove(sequence, out var place))
        {
            finished.Add(Span(sequence, place, end));
        }
    }

    private static RequestSpan Span(Sequence sequence, (int Number, int Engine, double Seconds) at, double end) =>
        new(at.Number, at.Engine, sequence.Arrival, at.Seconds, sequence.FirstTokenSeconds, end, sequence.Preemptions);
}
