namespace Simulator.Hardware.Descriptions;

/// <summary>Finds what a person probably meant: the names at the smallest edit distance.</summary>
public static class NearestNames
{
    private const int Shown = 3;
    private const int LongestCompared = 100;

    /// <summary>The phrase that ends an error about an unknown name.</summary>
    /// <param name="wanted">What was written.</param>
    /// <param name="known">The names that exist.</param>
    /// <returns><c>did you mean 'a' or 'b'?</c> where some are near, then <c>accepted: …</c> with all of them.</returns>
    public static string Hint(string wanted, IEnumerable<string> known)
    {
        var all = known.ToList();
        var near = Of(wanted, all);
        var accepted = all.Count == 0 ? "nothing is accepted here" : $"accepted: {string.Join(", ", all)}";
        return near.Count == 0 ? accepted : $"did you mean {string.Join(" or ", near.Select(name => $"'{name}'"))}? {accepted}";
    }

    /// <summary>The nearest names, best first: at most three, those that go on after what was written (<c>h100</c>, <c>h100-sxm</c>), or within a third of the name's length (at least 2) in edits.</summary>
    /// <param name="wanted">What was written.</param>
    /// <param name="known">The names that exist.</param>
    /// <returns>The names; empty where none is near.</returns>
    public static IReadOnlyList<string> Of(string wanted, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(known);
        if (wanted.Length is 0 or > LongestCompared)
            return [];
        var limit = Math.Max(2, wanted.Length / 3);
        return [.. known
            .Select(name => (Name: name, Distance: Distance(wanted.ToLowerInvariant(), name.ToLowerInvariant())))
            .Select(candidate => candidate.Name.StartsWith(wanted + "-", StringComparison.OrdinalIgnoreCase) ? candidate with { Distance = 0 } : candidate)
            .Where(candidate => candidate.Distance <= limit && candidate.Distance < candidate.Name.Length)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Take(Shown)
            .Select(candidate => candidate.Name)];
    }

    /// <summary>Edit distance (Levenshtein): insertions, deletions and substitutions of one character each.</summary>
    internal static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        var current = new int[b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }
            (previous, current) = (current, previous);
        }
        return previous[b.Length];
    }
}
