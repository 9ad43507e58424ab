namespace Simulator.Workloads.Operators;

/// <summary>
/// One operator of a trace on one GPU: what is computed, in which formats, on which shape. Traces, predictions and measurements join on
/// <see cref="Op"/>, <see cref="PrecisionName"/> and <see cref="Shape"/>.
/// </summary>
public abstract record Operator
{
    /// <summary>The operator's name in the vocabulary, such as <c>gemm</c>.</summary>
    public abstract string Op { get; }

    /// <summary>The formats' name, such as <c>bf16</c> or <c>bf16/kv-fp8</c>.</summary>
    public abstract string PrecisionName { get; }

    /// <summary>The shape as <c>key=value;…</c>, keys in the vocabulary's order, optional keys only where they differ from their default.</summary>
    public abstract string Shape { get; }

    /// <summary>Floating-point (or integer) operations that the model asks for, two per multiply-add; padding and recomputation do not count.</summary>
    public abstract double Flops { get; }

    /// <summary>Whether the FLOPs are matrix products, which tensor cores can run; they count for the model FLOP utilisation.</summary>
    public virtual bool IsMatrixProduct => false;
}
