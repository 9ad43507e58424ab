namespace Simulator.Measurement.Kernels.Moe;

/// <summary>Which tokens go to which of this rank's experts: slots in order of experts, as grouped products take them.</summary>
internal sealed class TokenRouting
{
    private readonly int topK;
    private readonly int local;
    private readonly int[] chosen;
    private readonly float[] weights;

    internal TokenRouting(int tokens, int topK, int local)
    {
        this.topK = topK;
        this.local = local;
        chosen = new int[tokens * topK];
        weights = new float[tokens * topK];
        SlotOf = new int[tokens * topK];
        TokenOf = new int[tokens * topK];
        Offsets = new int[local + 1];
    }

    /// <summary>Slots of this rank.</summary>
    internal int Slots => Offsets[local];

    /// <summary>The first slot of each expert, and the number of slots.</summary>
    internal int[] Offsets { get; }

    /// <summary>The token of each slot.</summary>
    internal int[] TokenOf { get; }

    /// <summary>The slot of each (token, choice); −1 where the expert is on another rank.</summary>
    internal int[] SlotOf { get; }

    /// <summary>The weight of a (token, choice).</summary>
    internal float Weight(int token, int choice) => weights[(token * topK) + choice];

    /// <summary>Chooses the experts of one token: the largest logits, the lower index first among equals; weights by softmax over them.</summary>
    internal void Choose(int token, ReadOnlySpan<float> logits)
    {
        var mine = chosen.AsSpan(token * topK, topK);
        mine.Fill(-1);
        for (var expert = 0; expert < logits.Length; expert++)
        {
            var at = topK;
            while (at > 0 && (mine[at - 1] < 0 || logits[mine[at - 1]] < logits[expert]))
                at--;
            if (at == topK)
                continue;
            mine[at..^1].CopyTo(mine[(at + 1)..]);
            mine[at] = expert;
        }

        float total = 0;
        for (var i = 0; i < topK; i++)
            total += weights[(token * topK) + i] = MathF.Exp(logits[mine[i]] - logits[mine[0]]);
        for (var i = 0; i < topK; i++)
            weights[(token * topK) + i] /= total;
    }

    /// <summary>Sorts the choices of all tokens by expert.</summary>
    internal void Sort()
    {
        Array.Clear(Offsets);
        foreach (var expert in chosen)
        {
            if (expert < local)
                Offsets[expert + 1]++;
        }

        for (var expert = 0; expert < local; expert++)
            Offsets[expert + 1] += Offsets[expert];
        var next = Offsets.AsSpan(0, local).ToArray();
        for (var i = 0; i < chosen.Length; i++)
        {
            SlotOf[i] = chosen[i] < local ? next[chosen[i]]++ : -1;
            if (SlotOf[i] >= 0)
                TokenOf[SlotOf[i]] = i / topK;
        }
    }
}
