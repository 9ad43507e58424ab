namespace Simulator.Reporting.Figures;

/// <summary>A column of a figure's table: numbers or text, one of the two.</summary>
public sealed record DataColumn
{
    private DataColumn(string name, string unit, IReadOnlyList<double>? numbers, IReadOnlyList<string>? texts) =>
        (Name, Unit, Numbers, Texts) = (name, unit, numbers, texts);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The SI unit of its numbers; empty for plain numbers and text.</summary>
    public string Unit { get; }

    /// <summary>The numbers; null in a column of text. A value that is not finite is an empty cell.</summary>
    public IReadOnlyList<double>? Numbers { get; }

    /// <summary>The texts; null in a column of numbers.</summary>
    public IReadOnlyList<string>? Texts { get; }

    /// <summary>How many rows it has.</summary>
    public int Count => Numbers?.Count ?? Texts!.Count;

    /// <summary>A column of numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="unit">The SI unit.</param>
    /// <param name="values">The values.</param>
    /// <returns>The column.</returns>
    public static DataColumn Of(string name, string unit, IEnumerable<double> values) => new(name, unit, [.. values], null);

    /// <summary>A column of text.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The values.</param>
    /// <returns>The column.</returns>
    public static DataColumn Of(string name, IEnumerable<string> values) => new(name, "", null, [.. values]);
}
