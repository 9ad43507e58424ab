namespace Simulator.Measurement.Training.Models;

/// <summary>
/// Bytes of a run's tensors in the formats of its recipe, scales included. (The run itself holds rounded values in fp32.)
/// </summary>
/// <param name="MasterBytes">Master weights in fp32.</param>
/// <param name="WeightCopyBytes">Copies of the weights that products and operators read.</param>
/// <param name="GradientBytes">Weight gradients in fp32.</param>
/// <param name="OptimizerBytes">Both moments of Adam in fp32.</param>
/// <param name="ActivationBytes">What the forward pass keeps for the backward pass.</param>
public sealed record StoredMemory(double MasterBytes, double WeightCopyBytes, double GradientBytes, double OptimizerBytes, double ActivationBytes)
{
    /// <summary>Everything together.</summary>
    public double TotalBytes => MasterBytes + WeightCopyBytes + GradientBytes + OptimizerBytes + ActivationBytes;
}
