using Simulator.Measurement.Devices;

namespace Simulator.Measurement.References;

/// <summary>Operands in double precision.</summary>
internal static class Doubles
{
    /// <summary>The values of an input.</summary>
    internal static double[] Of(KernelInputs inputs, string name) => Array.ConvertAll(inputs[name].Values(), value => (double)value);

    /// <summary>x / (1 + e^−x).</summary>
    internal static double Silu(double x) => x / (1 + Math.Exp(-x));
}
