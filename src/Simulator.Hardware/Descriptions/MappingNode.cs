using System.Collections.Immutable;

namespace Simulator.Hardware.Descriptions;

/// <summary>Keys and their values, in the order of the file; no key twice.</summary>
/// <param name="Place">Where the node was written.</param>
/// <param name="Entries">The entries, in order.</param>
public sealed record MappingNode(Place Place, ImmutableArray<MappingEntry> Entries) : DescriptionNode(Place)
{
    internal override string Kind => "a mapping";

    /// <summary>Finds a key's value.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value; null where the key is absent.</returns>
    public DescriptionNode? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key == key)
                return entry.Value;
        }
        return null;
    }

    /// <summary>This mapping with one key set or replaced.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The new value.</param>
    /// <returns>A new mapping.</returns>
    public MappingNode With(string key, DescriptionNode value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var entry = new MappingEntry(key, value.Place, value);
        for (var i = 0; i < Entries.Length; i++)
        {
            if (Entries[i].Key == key)
                return this with { Entries = Entries.SetItem(i, entry) };
        }
        return this with { Entries = Entries.Add(entry) };
    }

    /// <summary>This mapping without one key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>A new mapping, or this one where the key is absent.</returns>
    public MappingNode Without(string key) => this with { Entries = Entries.RemoveAll(entry => entry.Key == key) };

    /// <summary>This mapping as the base of a variant: the variant's values win, mappings are merged key by key, lists are replaced.</summary>
    /// <param name="variant">What differs.</param>
    /// <returns>A new mapping, placed where the variant was written.</returns>
    public MappingNode MergedWith(MappingNode variant)
    {
        ArgumentNullException.ThrowIfNull(variant);
        var merged = this with { Place = variant.Place };
        foreach (var entry in variant.Entries)
        {
            var value = merged.Find(entry.Key) is MappingNode below && entry.Value is MappingNode above
                ? below.MergedWith(above)
                : entry.Value;
            merged = merged.With(entry.Key, value);
        }
        return merged;
    }

    internal override DescriptionNode WithOrigin(ValueSource? inherited)
    {
        var source = (Find("source") as ScalarNode)?.Text;
        var estimated = (Find("estimated") as ScalarNode)?.Text;
        var own = (source, estimated) switch
        {
            (null, null) => inherited,
            (null, _) => new ValueSource(inherited?.Source ?? "", estimated == "true"),
            _ => new ValueSource(source, estimated == "true"),
        };
        return this with
        {
            Origin = own,
            Entries = [.. Entries.Select(entry => entry with { Value = entry.Value.WithOrigin(own) })],
        };
    }
}
