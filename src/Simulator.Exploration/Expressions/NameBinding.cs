namespace Simulator.Exploration.Expressions;

/// <summary>What a name of an expression stands for.</summary>
/// <param name="Slot">The index of its value among the values that an expression is evaluated with, from 0.</param>
/// <param name="Unit">The unit of the value; the value itself is in SI units.</param>
public readonly record struct NameBinding(int Slot, UnitSignature Unit);
