namespace Simulator.Exploration.Expressions;

/// <summary>A word of a formula.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its characters; empty at the end.</param>
/// <param name="Start">Where it begins, from 0.</param>
/// <param name="Number">A number's value in SI units.</param>
/// <param name="Unit">A number's unit.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, double Number = 0, UnitSignature Unit = default);
