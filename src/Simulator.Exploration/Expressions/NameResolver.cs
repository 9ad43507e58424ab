namespace Simulator.Exploration.Expressions;

/// <summary>Finds what a name of an expression stands for.</summary>
/// <param name="name">The name, such as <c>gpu.sm.count</c>.</param>
/// <returns>Its place and unit.</returns>
/// <exception cref="Simulator.Hardware.Errors.InputException">There is no such name; the message says which are accepted.</exception>
public delegate NameBinding NameResolver(string name);
