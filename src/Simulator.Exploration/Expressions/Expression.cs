using System.Collections.Immutable;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Expressions;

/// <summary>
/// A formula of an experiment file, such as <c>0.4 MB * gpu.sm.count</c>, compiled and with its units checked. Operators, weakest first: <c>+ -</c>,
/// <c>* /</c>, unary <c>-</c>, <c>^</c> (right-associative). Functions: min, max, round, floor, ceil, sqrt, log2, abs, pow. A number may have a unit
/// (<c>3.35 TB/s</c>), which binds tighter than any operator. A minus that touches a name's characters on both sides belongs to the name.
/// </summary>
public sealed class Expression
{
    /// <summary>The longest text accepted, in characters.</summary>
    public const int MaximumLength = 10_000;

    /// <summary>How deep parentheses, functions, powers and signs may nest.</summary>
    public const int MaximumNesting = 64;

    private readonly Instruction[] program;
    private readonly int stackSize;

    internal Expression(string text, UnitSignature unit, ProgramBuilder builder)
    {
        Text = text;
        Unit = unit;
        program = builder.ToProgram(out stackSize);
        Names = builder.Names;
        Slots = builder.Slots;
    }

    /// <summary>The text as it was written, trimmed.</summary>
    public string Text { get; }

    /// <summary>The unit of the result.</summary>
    public UnitSignature Unit { get; }

    /// <summary>The names that it uses, once each, in the order of the text.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The slot of each of <see cref="Names"/>.</summary>
    public ImmutableArray<int> Slots { get; }

    /// <summary>Compiles a formula.</summary>
    /// <param name="text">The text.</param>
    /// <param name="resolver">Finds the names.</param>
    /// <returns>The compiled formula.</returns>
    /// <exception cref="InputException">The text is no formula, a name is unknown or units do not fit; the message names column and text.</exception>
    public static Expression Parse(string text, NameResolver resolver)
    {
        var parser = new ExpressionParser(text, resolver);
        var expression = parser.Side();
        parser.ExpectEnd();
        return expression;
    }

    /// <summary>The names that a formula or constraint uses, without compiling it.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The names, once each, in the order of the text.</returns>
    /// <exception cref="InputException">The text holds what no formula may hold.</exception>
    public static ImmutableArray<string> NamesIn(string text) =>
        [.. Tokenizer.Tokens(text).Where(token => token.Kind == TokenKind.Name).Select(token => token.Text).Distinct()];

    /// <summary>The value for given values of the names. Allocates nothing. Division by zero and the like follow IEEE 754 (infinity, NaN).</summary>
    /// <param name="slots">The values by slot, in SI units; at least as many as the largest of <see cref="Slots"/> needs.</param>
    /// <returns>The value in SI units.</returns>
    public double Evaluate(ReadOnlySpan<double> slots)
    {
        Span<double> stack = stackalloc double[stackSize];
        var top = -1;
        foreach (ref readonly var instruction in program.AsSpan())
        {
            switch (instruction.Code)
            {
                case OperationCode.Constant:
                    stack[++top] = instruction.Number;
                    break;
                case OperationCode.Load:
                    stack[++top] = slots[instruction.Slot];
                    break;
                case < OperationCode.FirstBinary:
                    stack[top] = Instruction.Apply(instruction.Code, stack[top]);
                    break;
                default:
                    top--;
                    stack[top] = Instruction.Apply(instruction.Code, stack[top], stack[top + 1]);
                    break;
            }
        }

        return stack[0];
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
