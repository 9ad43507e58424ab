namespace Simulator.Measurement.Training.Models;

/// <summary>What an operand of a product is.</summary>
public enum TensorClass
{
    /// <summary>Weights.</summary>
    Weight,

    /// <summary>Inputs of linear layers.</summary>
    Activation,

    /// <summary>Gradients of their outputs.</summary>
    Gradient,
}
