using System.Globalization;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Formats;

namespace Simulator.Workloads.Operators;

/// <summary>Reads the values of a shape by key and remembers which were asked for, so that unknown keys are told.</summary>
internal sealed class ShapeReader
{
    private const double LargestReal = 1e18;
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly List<string> known = [];

    internal ShapeReader(string shape)
    {
        foreach (var part in shape.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=');
            if (at <= 0)
                throw new InputException($"'{part}' is not of the form key=value", key: "shape");
            if (!values.TryAdd(part[..at].TrimEnd(), part[(at + 1)..].TrimStart()))
                throw new InputException("given twice", key: $"shape.{part[..at].TrimEnd()}");
        }
    }

    /// <summary>A whole number from 1.</summary>
    internal int Int(string key, int? otherwise = null) => (int)Whole(key, otherwise, 1, int.MaxValue);

    /// <summary>A whole number from 0, which it is where it is missing.</summary>
    internal int Count(string key) => (int)Whole(key, 0, 0, int.MaxValue);

    internal long Long(string key) => Whole(key, null, 1, long.MaxValue);

    internal bool Flag(string key, bool otherwise = false) => Whole(key, otherwise ? 1 : 0, 0, 1) == 1;

    internal double Real(string key, double? otherwise = null)
    {
        if (Find(key) is not { } text)
            return otherwise ?? throw Missing(key);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= LargestReal
            ? value
            : throw new InputException($"'{text}' is out of range; accepted: a number from 0 to {LargestReal:0e0}", key: $"shape.{key}");
    }

    internal NumberFormat Format(string key, NumberFormat otherwise)
    {
        try
        {
            return Find(key) is { } text ? NumberFormats.Parse(text) : otherwise;
        }
        catch (InputException error)
        {
            throw new InputException(error.Problem, key: $"shape.{key}", inner: error);
        }
    }

    internal void CheckNothingIsLeft()
    {
        if (values.Keys.FirstOrDefault(k => !known.Contains(k)) is { } unknown)
            throw new InputException($"unknown key; {NearestNames.Hint(unknown, known)}", key: $"shape.{unknown}");
    }

    private string? Find(string key)
    {
        known.Add(key);
        return values.GetValueOrDefault(key);
    }

    private long Whole(string key, long? otherwise, long minimum, long maximum)
    {
        if (Find(key) is not { } text)
            return otherwise ?? throw Missing(key);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum
            ? value
            : throw new InputException($"'{text}' is out of range; accepted: a whole number from {minimum} to {maximum}", key: $"shape.{key}");
    }

    // A misspelt key and the missing one it was meant for are told together.
    private InputException Missing(string key)
    {
        var unknown = values.Keys.Where(k => !known.Contains(k)).ToList();
        var near = NearestNames.Of(key, unknown);
        return new InputException(near.Count > 0 ? $"missing; did '{near[0]}' mean it?" : "missing; a number is expected", key: $"shape.{key}");
    }
}
