using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Memory;

namespace Simulator.Systems.Serving.Engines;

/// <summary>
/// Sequences whose drafts are verified: each advances by as many tokens as chance accepts. A step writes the last token and all drafts of a sequence to
/// the cache, and needs blocks for them; what is not accepted is written over by the next. A step costs time in proportion to its sequences.
/// </summary>
internal sealed class SpeculativeBatch(KvPool pool, Speculation speculation) : DecodeBatch
{
    private readonly RandomSource random = new((ulong)speculation.Seed);
    private readonly List<Sequence> running = [];
    private readonly Queue<Sequence> finished = new();
    private long context;
    private long needed;
    private double lastStep = double.NaN;

    /// <inheritdoc/>
    internal override int Count => running.Count;

    /// <inheritdoc/>
    internal override long Context => context;

    /// <inheritdoc/>
    internal override long NewBlocks => needed;

    /// <inheritdoc/>
    internal override void Join(Sequence sequence, double lastToken)
    {
        sequence.LastTokenSeconds = lastToken;
        sequence.HeldBlocks = pool.Needed(sequence.CachedTokens);
        running.Add(sequence);
        context += sequence.CachedTokens;
        needed += NewBlocksOf(sequence);
    }

    /// <inheritdoc/>
    internal override void Grow()
    {
        foreach (var sequence in running)
        {
            var blocks = NewBlocksOf(sequence);
            sequence.HeldBlocks += blocks;
            sequence.Holding!.Blocks += blocks;
        }

        needed = 0;
    }

    /// <inheritdoc/>
    internal override void Step(double end, IEngineObserver observer)
    {
        int kept = 0, old = 0;
        long before = 0, after = 0;
        var sequences = running.Count;
        (context, needed) = (0, 0);
        for (var i = 0; i < sequences; i++)
        {
            var sequence = running[i];
            var advanced = Math.Min(speculation.Tokens(random.Uniform()), sequence.Arrival.Shape.OutputTokens - sequence.Generated);
            before += sequence.Generated;
            sequence.Generated += advanced;
            sequence.CachedTokens += advanced;
            after += sequence.Generated;
            if (sequence.LastTokenSeconds == lastStep)
            {
                old++;
            }
            else
            {
                observer.Intervals(end - sequence.LastTokenSeconds, 1);
            }

            sequence.LastTokenSeconds = end;
            if (sequence.Generated == sequence.Arrival.Shape.OutputTokens)
            {
                finished.Enqueue(sequence);
                continue;
            }

            context += sequence.CachedTokens;
            needed += NewBlocksOf(sequence);
            running[kept++] = sequence;
        }

        running.RemoveRange(kept, sequences - kept);
        if (old > 0)
        {
            observer.Intervals(end - lastStep, old);
        }

        observer.Decoded(sequences, after - before);
        lastStep = end;
    }

    /// <inheritdoc/>
    internal override bool TryFinish(out Sequence finished) => this.finished.TryDequeue(out finished!);

    /// <inheritdoc/>
    internal override Sequence Preempt()
    {
        var last = running[^1];
        running.RemoveAt(running.Count - 1);
        context -= last.CachedTokens;
        needed -= NewBlocksOf(last);
        return last;
    }

    private long NewBlocksOf(Sequence sequence)
    {
        var tokens = Math.Min(sequence.CachedTokens + 1L + speculation.Drafts, sequence.Arrival.Shape.TotalTokens);
        return Math.Max(0, pool.Needed(tokens) - sequence.HeldBlocks);
    }
}
