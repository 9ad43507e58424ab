using Simulator.Measurement.Devices;
using Simulator.Measurement.Devices.Inputs;
using Simulator.Measurement.Numerics;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;

namespace Simulator.Measurement.References;

/// <summary>The matrix product.</summary>
internal static class ProductReference
{
    internal static IReadOnlyList<ReferenceOutput> Gemm(GemmOperator op, KernelInputs inputs)
    {
        double[] a = Array.ConvertAll(Activations(inputs["a"], op.Precision), v => (double)v), b = Doubles.Of(inputs, "b");
        var c = new double[(long)op.Batch * op.M * op.N];
        Parallel.For(0, op.Batch * op.M, row =>
        {
            for (var n = 0; n < op.N; n++)
            {
                double sum = 0;
                for (var k = 0; k < op.K; k++)
                    sum += a[((long)row * op.K) + k] * b[((((long)(row / op.M) * op.N) + n) * op.K) + k];
                c[((long)row * op.N) + n] = sum;
            }
        });
        return [new ReferenceOutput("c", c)];
    }

    // A that arrives unquantised is rounded as the precision asks.
    private static float[] Activations(Tensor a, GemmPrecision precision) => a.Format == precision.Activation
        ? a.Values()
        : TensorCodec.Encode("a", precision.Activation, a.Dimensions, a.Values(), OperandLayouts.Activations(precision)).Values();
}
