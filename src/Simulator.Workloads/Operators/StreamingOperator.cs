using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>An operator that streams its operands once: its cost is bytes, vector operations and exponentials, not a tiling.</summary>
public abstract record StreamingOperator(StreamPrecision Precision) : Operator
{
    /// <inheritdoc/>
    public override string PrecisionName => Precision.Name;

    /// <summary>Bytes of activations read: what the operator before has written.</summary>
    public abstract double ActivationReadBytes { get; }

    /// <summary>Bytes of parameters or tables read.</summary>
    public virtual double ParameterReadBytes => 0;

    /// <summary>Bytes written.</summary>
    public abstract double WriteBytes { get; }

    /// <summary>Exponentials, or other special functions.</summary>
    public virtual double SpecialFunctions => 0;
}
