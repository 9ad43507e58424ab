namespace Simulator.Exploration.Expressions;

/// <summary>The kinds of words of a formula.</summary>
internal enum TokenKind
{
    /// <summary>A number, with its unit where it has one.</summary>
    Number,

    /// <summary>A name.</summary>
    Name,

    /// <summary>A function's name, which a parenthesis follows.</summary>
    Function,

    /// <summary>An operator, a parenthesis or a comma.</summary>
    Symbol,

    /// <summary>A comparison.</summary>
    Comparison,

    /// <summary>Behind the last word.</summary>
    End,
}
