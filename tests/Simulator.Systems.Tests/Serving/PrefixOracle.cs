using Simulator.Systems.Serving.Memory;

namespace Simulator.Systems.Tests.Serving;

/// <summary>A prefix cache as simple as can be: every prefix is a text, looked at one by one. A sequence has one token beyond its blocks.</summary>
internal sealed class PrefixOracle(int blocks, EvictionPolicy policy)
{
    private readonly Dictionary<string, Entry> kept = [];
    private int own;
    private int clock;
    private int created;
    private int lastHit;

    internal int Used => own + kept.Values.Count(e => e.References > 0);

    internal int Cached => kept.Values.Count(e => e.References == 0);

    internal int Hit(ulong[] ids) => Enumerable.Range(1, ids.Length).TakeWhile(n => kept.ContainsKey(Key(ids, n))).Count();

    internal bool TryHold(ulong[] ids)
    {
        var hit = Hit(ids);
        var needed = ids.Length + 1 - hit;
        var reused = Enumerable.Range(1, hit).Count(n => kept[Key(ids, n)].References == 0);
        if (Used + reused + needed > blocks)
        {
            return false;
        }

        Each(ids, hit, e => e.References++);
        while (Used + Cached + needed > blocks)
        {
            var leaves = kept.Where(k => k.Value.References == 0 && !kept.Keys.Any(other => other.StartsWith(k.Key + "/", StringComparison.Ordinal)));
            kept.Remove(leaves.MinBy(k => k.Value.Rank(policy)).Key);
        }

        own += needed;
        Each(ids, hit, Touch);
        return true;
    }

    internal void Extend(ulong[] ids)
    {
        // What was a hit of the sequence that was taken up last is referenced already; the rest of the blocks become shared one by one.
        for (var n = lastHit + 1; n <= ids.Length; n++)
        {
            var key = Key(ids, n);
            if (!kept.TryGetValue(key, out var entry))
            {
                kept[key] = entry = new Entry { Created = created++ };
            }

            entry.References++;
            own--;
            Touch(entry);
        }
    }

    internal void Free(ulong[] ids)
    {
        own--;
        for (var n = ids.Length; n >= 1; n--)
        {
            var entry = kept[Key(ids, n)];
            Touch(entry);
            entry.References--;
        }
    }

    private void Each(ulong[] ids, int count, Action<Entry> act)
    {
        lastHit = count;
        for (var n = count; n >= 1; n--)
        {
            act(kept[Key(ids, n)]);
        }
    }

    private void Touch(Entry entry)
    {
        entry.LastUse = ++clock;
        entry.Uses++;
    }

    private static string Key(ulong[] ids, int count) => "/" + string.Join('/', ids.Take(count));

    private sealed class Entry
    {
        internal int References { get; set; }

        internal int LastUse { get; set; }

        internal int Uses { get; set; }

        internal int Created { get; init; }

        internal (int First, int Second) Rank(EvictionPolicy policy) => policy switch
        {
            EvictionPolicy.Fifo => (Created, 0),
            EvictionPolicy.Lfu => (Uses, LastUse),
            _ => (LastUse, 0),
        };
    }
}
