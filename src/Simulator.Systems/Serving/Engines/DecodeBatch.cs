namespace Simulator.Systems.Serving.Engines;

/// <summary>The sequences that decode together. It knows what the next step needs, and what each sequence holds as it leaves.</summary>
internal abstract class DecodeBatch
{
    /// <summary>Sequences.</summary>
    internal abstract int Count { get; }

    /// <summary>Tokens in the cache, summed.</summary>
    internal abstract long Context { get; }

    /// <summary>Blocks that the next step needs beyond those that the sequences hold.</summary>
    internal abstract long NewBlocks { get; }

    /// <summary>Adds a sequence.</summary>
    /// <param name="sequence">The sequence, with its cache.</param>
    /// <param name="lastToken">When its last token was ready; what follows counts as an interval from then on.</param>
    internal abstract void Join(Sequence sequence, double lastToken);

    /// <summary>The blocks that the next step needs are taken.</summary>
    internal abstract void Grow();

    /// <summary>Advances all by what the step that has ended yielded.</summary>
    /// <param name="end">When it ended, in seconds.</param>
    /// <param name="observer">Is told of intervals.</param>
    internal abstract void Step(double end, IEngineObserver observer);

    /// <summary>Takes out a sequence that the step just ended has finished.</summary>
    internal abstract bool TryFinish(out Sequence finished);

    /// <summary>Takes out the sequence that joined last: it has least to lose.</summary>
    internal abstract Sequence Preempt();
}
