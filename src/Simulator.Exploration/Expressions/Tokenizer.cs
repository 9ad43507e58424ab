using System.Globalization;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Expressions;

/// <summary>Splits a formula into words.</summary>
internal static class Tokenizer
{
    private const int Excerpt = 40;

    /// <summary>The words of a formula; the last is <see cref="TokenKind.End"/>.</summary>
    /// <exception cref="InputException">The text is too long, or holds what no formula may hold.</exception>
    internal static List<Token> Tokens(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > Expression.MaximumLength)
            throw new InputException($"the expression '{text[..Excerpt]}...' has {text.Length} characters; accepted: at most {Expression.MaximumLength}");
        var tokens = new List<Token>();
        var i = 0;
        while (true)
        {
            while (i < text.Length && char.IsWhiteSpace(text[i]))
                i++;
            if (i == text.Length)
                break;
            var token = At(text, i);
            tokens.Add(token);
            i += token.Text.Length;
        }

        tokens.Add(new Token(TokenKind.End, "", i));
        return tokens;
    }

    /// <summary>An error at a place of a formula.</summary>
    internal static InputException Error(string text, int start, string problem)
    {
        var from = Math.Max(0, Math.Min(start - Excerpt, text.Length - (2 * Excerpt)));
        var to = Math.Min(text.Length, from + (2 * Excerpt));
        var shown = $"{(from > 0 ? "..." : "")}{text[from..to].Trim()}{(to < text.Length ? "..." : "")}";
        return new InputException($"column {start + 1} of '{shown}': {problem}");
    }

    private static Token At(string text, int start)
    {
        var c = text[start];
        if (char.IsAsciiDigit(c) || (c == '.' && start + 1 < text.Length && char.IsAsciiDigit(text[start + 1])))
            return Number(text, start);
        if (IsNameStart(c))
            return Name(text, start);
        if (c is '<' or '>')
            return new Token(TokenKind.Comparison, start + 1 < text.Length && text[start + 1] == '=' ? $"{c}=" : $"{c}", start);
        if (c is '+' or '-' or '*' or '/' or '^' or '(' or ')' or ',')
            return new Token(TokenKind.Symbol, $"{c}", start);
        throw Error(text, start, c switch
        {
            '=' => "'=' compares nothing here; accepted: <=, >=, <, >",
            '%' or '$' => $"'{c}' must stand directly after a number; accepted: 5 {c}",
            _ => $"'{c}' is not accepted here; accepted: numbers with units, names, + - * / ^ ( ) and functions ({ExpressionFunction.Summary})",
        });
    }

    private static Token Number(string text, int start)
    {
        var end = NumberEnd(text, start);
        if (!double.TryParse(text.AsSpan(start, end - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            throw Error(text, start, $"'{text[start..end]}' is not a number");
        var unitStart = end;
        while (unitStart < text.Length && text[unitStart] == ' ')
            unitStart++;
        var length = UnitSymbols.LengthAt(text, unitStart, out var factor, out var unit);
        if (length > 0)
            end = unitStart + length;
        else if (unitStart < text.Length && IsNameStart(text[unitStart]))
            throw Error(text, unitStart, $"'{Word(text, unitStart)}' is no unit; accepted: {UnitSymbols.Summary}, or an operator before a name");
        return new Token(TokenKind.Number, text[start..end], start, number * factor, unit);
    }

    private static int NumberEnd(string text, int start)
    {
        var end = Digits(text, start);
        if (end < text.Length && text[end] == '.')
            end = Digits(text, end + 1);
        if (end >= text.Length || text[end] is not ('e' or 'E'))
            return end;
        var exponent = end + 1 < text.Length && text[end + 1] is '+' or '-' ? end + 2 : end + 1;
        return exponent < text.Length && char.IsAsciiDigit(text[exponent]) ? Digits(text, exponent) : end;
    }

    private static int Digits(string text, int start)
    {
        while (start < text.Length && char.IsAsciiDigit(text[start]))
            start++;
        return start;
    }

    private static Token Name(string text, int start)
    {
        var name = Word(text, start);
        var next = start + name.Length;
        while (next < text.Length && text[next] == ' ')
            next++;
        return new Token(next < text.Length && text[next] == '(' ? TokenKind.Function : TokenKind.Name, name, start);
    }

    private static string Word(string text, int start)
    {
        var end = start;
        while (end < text.Length && (IsNamePart(text[end]) || (text[end] == '-' && end > start && end + 1 < text.Length && IsNamePart(text[end + 1]))))
            end++;
        return text[start..end];
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c == '_';

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or '.';
}
