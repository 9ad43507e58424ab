using ILGPU.Algorithms;

namespace Simulator.Accelerators.Ilgpu.Kernels;

/// <summary>Functions that a GPU's special-function units evaluate.</summary>
internal static class SpecialFunctions
{
    /// <summary>e to the power x.</summary>
    public static float Exp(float x) => XMath.Exp(x);

    /// <summary>x · sigmoid(x).</summary>
    public static float Silu(float x) => x / (1 + XMath.Exp(-x));

    /// <summary>1 / √x.</summary>
    public static float ReciprocalSquareRoot(float x) => 1 / XMath.Sqrt(x);
}
