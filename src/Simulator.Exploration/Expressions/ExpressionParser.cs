using System.Globalization;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Expressions;

/// <summary>Compiles the words of a formula by recursive descent; every method returns the unit of what it has read.</summary>
internal sealed class ExpressionParser(string text, NameResolver resolver)
{
    private readonly List<Token> tokens = Tokenizer.Tokens(text);
    private ProgramBuilder builder = new();
    private int position;
    private int nesting;

    /// <summary>The word that comes next.</summary>
    internal Token Current => tokens[position];

    /// <summary>Reads up to a comparison or the end.</summary>
    internal Expression Side()
    {
        builder = new ProgramBuilder();
        var start = Current.Start;
        var unit = Sum();
        return new Expression(text[start..Current.Start].Trim(), unit, builder);
    }

    /// <summary>Steps over the word that comes next.</summary>
    internal Token Take() => tokens[position++];

    /// <summary>Requires the end.</summary>
    internal void ExpectEnd()
    {
        if (Current.Kind == TokenKind.Comparison)
            throw Error(Current, $"'{Current.Text}' is not accepted here; accepted: one comparison, at the top of a constraint");
        if (Current.Kind != TokenKind.End)
            throw Error(Current, $"'{Current.Text}' is not accepted here; accepted: an operator (+ - * / ^) or the end");
    }

    /// <summary>An error at a word.</summary>
    internal InputException Error(Token token, string problem) => Tokenizer.Error(text, token.Start, problem);

    private UnitSignature Sum()
    {
        var unit = Product();
        while (Symbol("+") || Symbol("-"))
        {
            var token = Take();
            var right = Product();
            if (right != unit)
            {
                throw Error(token, token.Text == "+"
                    ? $"cannot add {right.Describe()} to {unit.Describe()}{UnitHint.For(unit, right)}"
                    : $"cannot subtract {right.Describe()} from {unit.Describe()}{UnitHint.For(unit, right)}");
            }

            builder.Apply(token.Text == "+" ? OperationCode.Add : OperationCode.Subtract);
        }

        return unit;
    }

    private UnitSignature Product()
    {
        var unit = Signed();
        while (Symbol("*") || Symbol("/"))
        {
            var token = Take();
            var right = Signed();
            unit = token.Text == "*" ? At(token, () => unit.Times(right)) : At(token, () => unit.Per(right));
            builder.Apply(token.Text == "*" ? OperationCode.Multiply : OperationCode.Divide);
        }

        return unit;
    }

    private UnitSignature Signed()
    {
        if (!Symbol("-"))
            return Power();
        using var level = Deeper(Take());
        var unit = Signed();
        builder.Apply(OperationCode.Negate);
        return unit;
    }

    private UnitSignature Power()
    {
        var unit = Primary();
        if (!Symbol("^"))
            return unit;
        var token = Take();
        using var level = Deeper(token);
        return Raise(token, unit, Signed());
    }

    private UnitSignature Raise(Token token, UnitSignature unit, UnitSignature exponent)
    {
        if (!exponent.IsPure)
            throw Error(token, $"an exponent is a pure number, not {exponent}");
        var power = builder.LastConstant;
        builder.Apply(OperationCode.Power);
        if (unit.IsPure)
            return unit;
        return power is { } constant
            ? At(token, () => unit.ToPower(constant))
            : throw Error(token, $"{unit} to a power that varies has no fixed unit; accepted: a constant exponent, or a pure number as base");
    }

    private UnitSignature Primary()
    {
        var token = Take();
        switch (token.Kind)
        {
            case TokenKind.Number:
                builder.Push(token.Number);
                return token.Unit;
            case TokenKind.Name:
                var binding = Resolve(token);
                builder.Load(token.Text, binding.Slot);
                return binding.Unit;
            case TokenKind.Function:
                return Call(token);
            case TokenKind.Symbol when token.Text == "(":
                using (Deeper(token))
                {
                    var unit = Sum();
                    Expect(")", token);
                    return unit;
                }

            default:
                position--;
                var found = token.Kind == TokenKind.End ? "the expression ends" : $"'{token.Text}' stands";
                throw Error(token, $"{found} where a value is needed; accepted: a number, a name, a function or '('");
        }
    }

    private UnitSignature Call(Token token)
    {
        var function = Array.Find(ExpressionFunction.All, candidate => candidate.Name == token.Text)
            ?? throw Error(token, $"there is no function '{token.Text}'; {NearestNames.Hint(token.Text, ExpressionFunction.All.Select(known => known.Name))}");
        using var level = Deeper(token);
        var open = Take();
        var first = Sum();
        var count = 1;
        var result = At(token, () => function.UnitOf(first));
        for (; Symbol(","); count++)
        {
            Take();
            var unit = Sum();
            if (function.Code == OperationCode.Power && count == 1)
            {
                result = Raise(token, first, unit);
                continue;
            }

            if (function.Most > 2 && unit != first)
                throw Error(token, $"{token.Text} of {first.Describe()} and {unit.Describe()}; accepted: equal units{UnitHint.For(first, unit)}");
            if (count < function.Most)
                builder.Apply(function.Code);
        }

        Expect(")", open);
        if (count < function.Fewest || count > function.Most)
            throw Error(token, $"{token.Text} has {count.ToString(CultureInfo.InvariantCulture)} arguments; accepted: {function.Fewest}");
        if (function.Most == 1)
            builder.Apply(function.Code);
        return result;
    }

    private NameBinding Resolve(Token token)
    {
        try
        {
            return resolver(token.Text);
        }
        catch (InputException fault)
        {
            var minus = token.Text.Contains('-', StringComparison.Ordinal) ? " (a minus that subtracts has spaces around it)" : "";
            throw Error(token, fault.Problem + minus);
        }
    }

    private bool Symbol(string symbol) => Current.Kind == TokenKind.Symbol && Current.Text == symbol;

    private void Expect(string symbol, Token opened)
    {
        if (!Symbol(symbol))
        {
            var found = Current.Kind == TokenKind.End ? "the expression ends" : $"'{Current.Text}' stands";
            throw Error(Current, $"{found} before the '(' of column {opened.Start + 1} is closed; accepted: '{symbol}' or an operator");
        }

        Take();
    }

    private UnitSignature At(Token token, Func<UnitSignature> compute)
    {
        try
        {
            return compute();
        }
        catch (InputException fault)
        {
            throw Error(token, fault.Problem);
        }
    }

    private Level Deeper(Token token)
    {
        if (++nesting > Expression.MaximumNesting)
        {
            throw Error(token, $"nests deeper than {Expression.MaximumNesting}; "
                + $"accepted: at most {Expression.MaximumNesting} parentheses, functions, powers and signs in each other");
        }

        return new Level(this);
    }

    private readonly struct Level(ExpressionParser parser) : IDisposable
    {
        public void Dispose() => parser.nesting--;
    }
}
