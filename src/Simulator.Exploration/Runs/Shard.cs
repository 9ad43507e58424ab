using System.Globalization;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Runs;

/// <summary>One of several equal parts of a design space: contiguous points, so that joining parts keeps the order.</summary>
/// <param name="Number">Which part, from 1.</param>
/// <param name="Count">How many parts.</param>
public sealed record Shard(int Number, int Count)
{
    private const int Most = 100_000;

    /// <summary>The whole space.</summary>
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>The name of its folder, such as <c>3-of-32</c>.</summary>
    public string FolderName => $"{Number}-of-{Count}";

    /// <summary>Reads <c>i/n</c>.</summary>
    /// <param name="text">The text, such as <c>3/32</c>.</param>
    /// <returns>The shard.</returns>
    /// <exception cref="InputException">It is no such text.</exception>
    public static Shard Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && number >= 1 && number <= count && count <= Most
            ? new Shard(number, count)
            : throw new InputException($"'{text}' is no shard; accepted: i/n with i from 1 to n and n at most {Most}, such as 3/32");
    }

    /// <summary>Its points.</summary>
    /// <param name="points">Points of the whole space.</param>
    /// <returns>The first point and the one after the last; equal where there are more parts than points.</returns>
    public (long First, long End) Range(long points) => (Share(points, Number - 1), Share(points, Number));

    private long Share(long points, int parts) => (long)((Int128)points * parts / Count);
}
