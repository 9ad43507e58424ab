namespace Simulator.Exploration.Expressions;

/// <summary>How the two sides of a constraint compare.</summary>
public enum ComparisonOperator
{
    /// <summary>Left is below right (<c>&lt;</c>).</summary>
    Less,

    /// <summary>Left is at most right (<c>&lt;=</c>).</summary>
    LessOrEqual,

    /// <summary>Left is above right (<c>&gt;</c>).</summary>
    Greater,

    /// <summary>Left is at least right (<c>&gt;=</c>).</summary>
    GreaterOrEqual,
}
