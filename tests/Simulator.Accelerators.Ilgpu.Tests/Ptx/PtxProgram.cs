using System.Text.RegularExpressions;

namespace Simulator.Accelerators.Ilgpu.Tests.Ptx;

/// <summary>The text of one kernel, taken apart.</summary>
internal sealed partial class PtxProgram
{
    public PtxProgram(string text)
    {
        var header = text[text.IndexOf(".entry", StringComparison.Ordinal)..text.IndexOf('{')];
        Parameters = [.. Parameter().Matches(header).Select(m => m.Groups["name"].Value)];
        var body = text[(text.IndexOf('{') + 1)..text.LastIndexOf('}')];
        foreach (var part in body.Split(';'))
        {
            var rest = part.Trim();
            for (var label = Label().Match(rest); label.Success; label = Label().Match(rest))
            {
                Labels[label.Groups["name"].Value] = Statements.Count;
                rest = rest[label.Length..].Trim();
            }

            if (rest.StartsWith(".shared", StringComparison.Ordinal))
                SharedBytes += int.Parse(Size().Match(rest).Groups["bytes"].Value);
            else if (rest.Length > 0 && rest[0] != '.')
                Statements.Add(Statement(rest));
        }
    }

    /// <summary>Names of the parameters, in order.</summary>
    public IReadOnlyList<string> Parameters { get; }

    public List<PtxStatement> Statements { get; } = [];

    /// <summary>Where a label points, as an index of a statement.</summary>
    public Dictionary<string, int> Labels { get; } = [];

    public int SharedBytes { get; }

    private static PtxStatement Statement(string text)
    {
        string? guard = null;
        if (text[0] == '@')
        {
            var end = text.IndexOf(' ', StringComparison.Ordinal);
            (guard, text) = (text[1..end], text[end..].Trim());
        }

        var at = text.IndexOfAny([' ', '\t']);
        return at < 0 ? new PtxStatement(guard, text, []) : new PtxStatement(guard, text[..at], Operands(text[at..]));
    }

    // Splits at commas outside braces.
    private static List<string> Operands(string text) => [.. OperandText().Matches(text).Select(m => m.Value.Trim()).Where(o => o.Length > 0)];

    [GeneratedRegex(@"\.param\s+(\.align\s+\d+\s+)?\.\w+\s+(?<name>\w+)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^(?<name>\w+):")]
    private static partial Regex Label();

    [GeneratedRegex(@"\[(?<bytes>\d+)\]")]
    private static partial Regex Size();

    [GeneratedRegex(@"\{[^}]*\}|[^,{}]+")]
    private static partial Regex OperandText();
}
