using Simulator.Systems.Serving.Memory;

namespace Simulator.Systems.Serving.Engines;

/// <summary>
/// Sequences that all advance by one token per step, so that what a step does to them is known from sums: their number, their tokens, and how many need
/// a new block. A step costs nothing per sequence.
/// </summary>
internal sealed class UniformBatch(KvPool pool) : DecodeBatch
{
    private readonly LinkedList<Sequence> running = [];
    private readonly PriorityQueue<Sequence, long> ends = new();
    private readonly int[] phases = new int[pool.BlockTokens];
    private readonly List<double> joined = [];
    private long steps;
    private long context;
    private double lastStep;

    /// <inheritdoc/>
    internal override int Count => running.Count;

    /// <inheritdoc/>
    internal override long Context => context;

    /// <inheritdoc/>
    internal override long NewBlocks => pool.Layout.Grows ? phases[steps % pool.BlockTokens] : 0;

    /// <inheritdoc/>
    internal override void Join(Sequence sequence, double lastToken)
    {
        sequence.DecodeStart = steps;
        sequence.GeneratedBefore = sequence.Generated;
        sequence.Place = running.AddLast(sequence);
        ends.Enqueue(sequence, sequence.DecodeEnd);
        phases[Phase(sequence)]++;
        context += sequence.CachedTokens;
        joined.Add(lastToken);
    }

    /// <inheritdoc/>
    internal override void Grow()
    {
    }

    /// <inheritdoc/>
    internal override void Step(double end, IEngineObserver observer)
    {
        var old = Count - joined.Count;
        if (old > 0)
        {
            observer.Intervals(end - lastStep, old);
        }

        foreach (var last in joined)
        {
            observer.Intervals(end - last, 1);
        }

        joined.Clear();
        lastStep = end;
        steps++;
        context += Count;
    }

    /// <inheritdoc/>
    internal override bool TryFinish(out Sequence finished)
    {
        while (ends.TryPeek(out finished!, out var end) && end <= steps)
        {
            ends.Dequeue();
            if (finished.Place is not null && finished.DecodeEnd == end)
            {
                Leave(finished);
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    internal override Sequence Preempt()
    {
        var last = running.Last!.Value;
        last.LastTokenSeconds = lastStep;
        if (joined.Count > 0)
        {
            last.LastTokenSeconds = joined[^1];
            joined.RemoveAt(joined.Count - 1);
        }

        Leave(last);
        return last;
    }

    private void Leave(Sequence sequence)
    {
        var advanced = (int)(steps - sequence.DecodeStart);
        phases[Phase(sequence)]--;
        context -= sequence.CachedTokens + advanced;
        running.Remove(sequence.Place!);
        sequence.Place = null;
        sequence.Holding!.Blocks += pool.Needed(sequence.CachedTokens + advanced) - pool.Needed(sequence.CachedTokens);
        sequence.Generated = sequence.GeneratedBefore + advanced;
        sequence.CachedTokens += advanced;
    }

    // In which step, counted modulo the block, the sequence's cache fills whole blocks, so that its next token needs another.
    private int Phase(Sequence sequence)
    {
        var block = pool.BlockTokens;
        var phase = (int)((sequence.DecodeStart - sequence.CachedTokens) % block);
        return phase < 0 ? phase + block : phase;
    }
}
