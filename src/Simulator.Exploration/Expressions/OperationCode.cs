namespace Simulator.Exploration.Expressions;

/// <summary>What a step of a compiled formula does. Unary operations stand before <see cref="FirstBinary"/>, binary ones from it on.</summary>
internal enum OperationCode
{
    Constant,
    Load,
    Negate,
    Round,
    Floor,
    Ceiling,
    SquareRoot,
    Log2,
    Absolute,
    FirstBinary,
    Add = FirstBinary,
    Subtract,
    Multiply,
    Divide,
    Power,
    Minimum,
    Maximum,
}
