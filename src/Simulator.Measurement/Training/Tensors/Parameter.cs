namespace Simulator.Measurement.Training.Tensors;

/// <summary>A trained tensor: fp32 master values, their gradient, and the two moments of Adam.</summary>
internal sealed class Parameter
{
    /// <summary>Allocates a parameter of zeros.</summary>
    internal Parameter(MatrixArena arena, string name, int rows, int columns, bool decays)
    {
        (Name, Decays) = (name, decays);
        Values = arena.Create(rows, columns);
        Gradient = arena.Create(rows, columns);
        Mean = arena.Create(rows, columns);
        Square = arena.Create(rows, columns);
    }

    internal string Name { get; }

    /// <summary>Whether weight decay applies: to matrices, not to gains.</summary>
    internal bool Decays { get; }

    internal FloatMatrix Values { get; }

    internal FloatMatrix Gradient { get; }

    /// <summary>The running mean of gradients.</summary>
    internal FloatMatrix Mean { get; }

    /// <summary>The running mean of squared gradients.</summary>
    internal FloatMatrix Square { get; }
}
