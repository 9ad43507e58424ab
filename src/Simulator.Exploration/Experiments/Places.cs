using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Experiments;

/// <summary>Where the parts of an experiment were written, for errors.</summary>
/// <param name="name">What errors name where no line is known: a file, or <c>gpusim sweep</c>'s options.</param>
/// <param name="tree">The file's tree; null where the experiment was given by options.</param>
internal sealed class Places(string name, MappingNode? tree)
{
    /// <summary>Runs what reads a part.</summary>
    /// <param name="read">Reads it.</param>
    /// <param name="keys">The part's keys, from the top, such as <c>vary</c> and a path.</param>
    /// <returns>What was read.</returns>
    /// <exception cref="InputException">The part cannot be used; the message names file, line and key.</exception>
    public T At<T>(Func<T> read, params ReadOnlySpan<string> keys)
    {
        try
        {
            return read();
        }
        catch (InputException error) when (error.File is null)
        {
            throw Error(error.Problem, error.Key, error, keys);
        }
    }

    /// <summary>An error about a part.</summary>
    /// <param name="problem">What is wrong and what is accepted.</param>
    /// <param name="keys">The part's keys.</param>
    /// <returns>The exception to throw.</returns>
    public InputException Error(string problem, params ReadOnlySpan<string> keys) => Error(problem, null, null, keys);

    private InputException Error(string problem, string? inner, Exception? cause, ReadOnlySpan<string> keys)
    {
        var place = tree?.Place;
        DescriptionNode? node = tree;
        var path = "";
        foreach (var key in keys)
        {
            (node, place) = node switch
            {
                MappingNode mapping when mapping.Entries.FirstOrDefault(e => e.Key == key) is { } entry => (entry.Value, entry.Place),
                SequenceNode list when int.TryParse(key, out var i) && i < list.Items.Length => (list.Items[i], list.Items[i].Place),
                _ => (null, place),
            };
            path = path.Length == 0 ? key : int.TryParse(key, out _) ? $"{path}[{key}]" : $"{path}.{key}";
        }

        if (inner is not null && node is MappingNode section && section.Entries.FirstOrDefault(e => e.Key == inner) is { } named)
        {
            (place, path, inner) = (named.Place, $"{path}.{inner}", null);
        }

        path = inner is null || inner == keys[^1] || path.EndsWith(inner, StringComparison.Ordinal) ? path : $"{path}: {inner}";
        return place is null ? new InputException(problem, key: tree is null ? Option(keys, inner) : path, inner: cause) : (place with { File = name }).Error(problem, path, cause);
    }

    // Without a file, the parts are options of the command line.
    private static string Option(ReadOnlySpan<string> keys, string? inner) => keys switch
    {
        ["workloads", _, var field, ..] => $"--{field.Replace('_', '-')}",
        ["workloads", ..] => inner is null ? "workload" : $"--{inner.Replace('_', '-')}",
        ["vary", var path, ..] => $"--vary {path}",
        ["vary"] => inner is null ? "--vary" : $"--vary {inner}",
        ["derive", var path, ..] => $"--derive {path}",
        ["error", "distribution"] => "--distribution",
        ["error", "kv_scales"] => "--kv-scales",
        ["objectives", ..] => "--objective",
        ["constraints", ..] => "--constraint",
        ["metrics", ..] => "--metric",
        ["sample", ..] => "--sample",
        [var other, ..] => $"--{other}",
        [] => "sweep",
    };
}
