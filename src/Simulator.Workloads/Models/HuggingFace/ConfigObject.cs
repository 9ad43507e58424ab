using Simulator.Hardware.Errors;

namespace Simulator.Workloads.Models.HuggingFace;

/// <summary>A JSON object whose members are read by key; what is missing or of the wrong kind is an error that names file, line and key.</summary>
internal sealed class ConfigObject
{
    private const int LargestCount = 100_000_000;
    private readonly string file;
    private readonly string path;
    private readonly int line;
    private readonly Dictionary<string, JsonValue> members;

    internal ConfigObject(string file, JsonValue value, string path = "")
    {
        this.file = file;
        this.path = path;
        line = value.Line;
        members = value.Content as Dictionary<string, JsonValue>
            ?? throw new InputException($"{value.Describe()} where an object is expected", file, value.Line, path.Length > 0 ? path : null);
    }

    internal string File => file;

    internal IEnumerable<string> Keys => members.Keys;

    internal static ConfigObject Read(string file) => new(file, JsonTree.Read(file));

    internal bool Has(string key) => members.TryGetValue(key, out var value) && !value.IsNull;

    internal int Count(string key, int minimum = 1) => Whole(key, Required(key, "a whole number"), minimum);

    internal int CountOr(string key, int otherwise, int minimum = 1) => Find(key) is { } value ? Whole(key, value, minimum) : otherwise;

    /// <summary>The first of several keys that is present: configurations of one family spell some keys differently.</summary>
    internal int CountOfAny(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (Has(key))
                return Count(key);
        }

        return Count(keys[0]);
    }

    /// <summary>The number at a key, 0 where it is missing, times a width.</summary>
    internal int CountTimes(string key, int width)
    {
        var product = (long)CountOr(key, 0, minimum: 0) * width;
        return product <= LargestCount ? (int)product : throw Error(key, $"{product} columns in all; accepted: at most {LargestCount}");
    }

    internal double Positive(string key)
    {
        var value = Required(key, "a number");
        return value.Content is double d && d > 0 && double.IsFinite(d) ? d : throw Wrong(key, value, "a number above 0");
    }

    internal bool FlagOr(string key, bool otherwise) => Find(key) is not { } value ? otherwise
        : value.Content is bool b ? b
        : throw Wrong(key, value, "true or false");

    internal string Text(string key)
    {
        var value = Required(key, "a text");
        return value.Content as string ?? throw Wrong(key, value, "a text");
    }

    internal string? TextOrNull(string key) => Has(key) ? Text(key) : null;

    internal ConfigObject Object(string key) => new(file, Required(key, "an object"), Path(key));

    internal ConfigObject? ObjectOrNull(string key) => Find(key) is { } value ? new ConfigObject(file, value, Path(key)) : null;

    internal IReadOnlyList<ConfigObject> Objects(string key) => [.. Items(key).Select((v, i) => new ConfigObject(file, v, $"{Path(key)}[{i}]"))];

    internal IReadOnlyList<string> Texts(string key) =>
        [.. Items(key).Select((v, i) => v.Content as string ?? throw Wrong($"{key}[{i}]", v, "a text"))];

    internal IReadOnlyList<int> Counts(string key, int minimum = 1) => [.. Items(key).Select((v, i) => Whole($"{key}[{i}]", v, minimum))];

    internal InputException Error(string key, string problem) =>
        new(problem, file, members.TryGetValue(key, out var value) ? value.Line : line, Path(key));

    private JsonValue? Find(string key) => members.TryGetValue(key, out var value) && !value.IsNull ? value : null;

    private List<JsonValue> Items(string key)
    {
        var value = Required(key, "a list");
        return value.Content as List<JsonValue> ?? throw Wrong(key, value, "a list");
    }

    private JsonValue Required(string key, string kind) =>
        Find(key) ?? throw Error(key, members.ContainsKey(key) ? $"null where {kind} is expected" : $"missing; {kind} is expected");

    private int Whole(string key, JsonValue value, int minimum) =>
        value.Content is double d && d >= minimum && d <= LargestCount && d == Math.Floor(d)
            ? (int)d
            : throw Wrong(key, value, $"a whole number from {minimum} to {LargestCount}");

    private InputException Wrong(string key, JsonValue value, string accepted) =>
        new($"{value.Describe()} where {accepted} is expected", file, value.Line, Path(key));

    private string Path(string key) => path.Length == 0 ? key : $"{path}.{key}";
}
