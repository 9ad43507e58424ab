namespace Simulator.Systems.Serving.Engines;

/// <summary>
/// The sequences that decode together. All advance by one token per step, so that what a step does to them is known from sums: their number, their
/// tokens, and how many need a new block. A step costs nothing per sequence.
/// </summary>
internal sealed class DecodeBatch(KvPool pool)
{
    private readonly LinkedList<Sequence> running = [];
    private readonly PriorityQueue<Sequence, long> ends = new();
    private readonly int[] phases = new int[pool.BlockTokens];

    /// <summary>Decode steps so far.</summary>
    internal long Steps { get; private set; }

    internal int Count => running.Count;

    /// <summary>Tokens in the cache, summed.</summary>
    internal long Context { get; private set; }

    /// <summary>Blocks that the next step needs: of sequences whose last block is full.</summary>
    internal int NewBlocks => phases[Steps % pool.BlockTokens];

    internal void Join(Sequence sequence)
    {
        sequence.DecodeStart = Steps;
        sequence.GeneratedBefore = sequence.Generated;
        sequence.Place = running.AddLast(sequence);
        ends.Enqueue(sequence, sequence.DecodeEnd);
        phases[Phase(sequence)]++;
        Context += sequence.PromptTokens;
    }

    /// <summary>Advances all by one token; new blocks must be taken already.</summary>
    internal void Step()
    {
        Steps++;
        Context += Count;
    }

    /// <summary>Takes out a sequence that the step just ended has finished.</summary>
    internal bool TryFinish(out Sequence finished)
    {
        while (ends.TryPeek(out finished!, out var end) && end <= Steps)
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

    /// <summary>Takes out the sequence that joined last: it has least to lose.</summary>
    internal Sequence Preempt()
    {
        var last = running.Last!.Value;
        Leave(last);
        return last;
    }

    private void Leave(Sequence sequence)
    {
        var steps = (int)(Steps - sequence.DecodeStart);
        sequence.Generated = sequence.GeneratedBefore + steps;
        phases[Phase(sequence)]--;
        Context -= sequence.PromptTokens + steps;
        running.Remove(sequence.Place!);
        sequence.Place = null;
        pool.Give(pool.Needed(sequence.PromptTokens + steps));
    }

    // In which step, counted modulo the block, the sequence's cache fills whole blocks, so that its next token needs another.
    private int Phase(Sequence sequence)
    {
        var block = pool.BlockTokens;
        var phase = (int)((sequence.DecodeStart - sequence.PromptTokens) % block);
        return phase < 0 ? phase + block : phase;
    }
}
