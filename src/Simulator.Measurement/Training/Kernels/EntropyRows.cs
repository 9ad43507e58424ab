using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;

namespace Simulator.Measurement.Training.Kernels;

/// <summary>The cross entropy of a row of logits and its gradient.</summary>
internal static unsafe class EntropyRows<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>−ln softmax(logits)[target]; the logits become the gradient of it, times a weight.</summary>
    /// <param name="logits">A row, overwritten.</param>
    /// <param name="target">The right element.</param>
    /// <param name="weight">What the gradient is multiplied with.</param>
    /// <param name="count">Elements.</param>
    /// <returns>The loss in nats.</returns>
    internal static double Forward(float* logits, int target, float weight, int count)
    {
        double right = logits[target], largest = Vectors<TLanes, TVector>.Largest(logits, count);
        var sum = Vectors<TLanes, TVector>.Exponentials(logits, count, 1, (float)largest);
        Vectors<TLanes, TVector>.Scale(logits, weight / sum, count);
        logits[target] -= weight;
        return Math.Log(sum) + largest - right;
    }
}
