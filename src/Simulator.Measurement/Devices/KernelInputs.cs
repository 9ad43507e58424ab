using System.Collections.Immutable;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Devices;

/// <summary>
/// The operands of an operator, made from a seed: the same on every device and for the reference. <see cref="InputFactory.Create"/> makes them; the names,
/// shapes and formats of each operator's inputs and outputs are in its documentation.
/// </summary>
public sealed class KernelInputs
{
    /// <summary>Takes tensors.</summary>
    /// <param name="op">The operator that they are for.</param>
    /// <param name="seed">The seed that they came from.</param>
    /// <param name="tensors">The tensors, each name once.</param>
    public KernelInputs(Operator op, ulong seed, ImmutableArray<Tensor> tensors)
    {
        Operator = op;
        Seed = seed;
        Tensors = tensors;
    }

    /// <summary>The operator that they are for.</summary>
    public Operator Operator { get; }

    /// <summary>The seed that they came from.</summary>
    public ulong Seed { get; }

    /// <summary>Every tensor.</summary>
    public ImmutableArray<Tensor> Tensors { get; }

    /// <summary>A tensor by name.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public Tensor this[string name] => Find(name) ?? throw new ArgumentException($"{Operator.Op} has no input '{name}'");

    /// <summary>A tensor by name, where there is one.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The tensor, or null.</returns>
    public Tensor? Find(string name) => Tensors.FirstOrDefault(t => t.Name == name);
}
