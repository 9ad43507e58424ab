using ILGPU.Runtime.Cuda;
using Simulator.Accelerators.Ilgpu.Devices;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;
using Half = ILGPU.Half;

namespace Simulator.Accelerators.Ilgpu.Operators;

/// <summary>
/// Matrix products through ILGPU.Algorithms' cuBLAS binding, which has the classical interface only: fp32 (and tf32 by the math mode), and fp16 with fp16
/// sums. C = A·Bᵀ by rows is Cᵀ = B·Aᵀ by columns, in which cuBLAS counts.
/// </summary>
internal sealed class CuBlasGemmKernel : IOperatorKernel
{
    // CUBLAS_TF32_TENSOR_OP_MATH (cuBLAS 11 and later); the binding's enumeration ends before it.
    private const CuBlasMathMode Tf32Math = (CuBlasMathMode)3;

    /// <inheritdoc/>
    public bool Handles(Operator op) => op is GemmOperator;

    /// <inheritdoc/>
    public string? WhyNot(Operator op, DeviceTraits traits)
    {
        var gemm = (GemmOperator)op;
        if (gemm.Precision != GemmPrecisions.Fp32 && gemm.Precision != GemmPrecisions.Tf32 && gemm.Precision != GemmPrecisions.Fp16)
            return $"ILGPU's cuBLAS binding has fp32, tf32 and fp16, not {gemm.Precision}";
        return gemm.Batch == 1 ? null : "ILGPU's cuBLAS binding has no batched product";
    }

    /// <inheritdoc/>
    public (string Implementation, Action Launch) Prepare(Workbench bench)
    {
        var gemm = (GemmOperator)bench.Operator;
        DeviceTensor a = bench.Input("a"), b = bench.Input("b");
        var c = bench.Output("c", gemm.Precision.Output, gemm.Batch, gemm.M, gemm.N);
        var blas = bench.Own(new CuBlas((CudaAccelerator)bench.Accelerator));
        if (gemm.Precision == GemmPrecisions.Tf32)
            blas.MathMode = Tf32Math;
        var name = $"cuBLAS {blas.Version}, {gemm.Precision}";
        if (gemm.Precision == GemmPrecisions.Fp16)
        {
            return (name, () => blas.Gemm(
                CuBlasOperation.Transpose,
                CuBlasOperation.NonTranspose,
                gemm.N,
                gemm.M,
                gemm.K,
                (Half)1f,
                b.View<Half>(),
                b.Stride,
                a.View<Half>(),
                a.Stride,
                (Half)0f,
                c.View<Half>(),
                c.Stride));
        }

        return (name, () => blas.Gemm(
            CuBlasOperation.Transpose,
            CuBlasOperation.NonTranspose,
            gemm.N,
            gemm.M,
            gemm.K,
            1f,
            b.View<float>(),
            b.Stride,
            a.View<float>(),
            a.Stride,
            0f,
            c.View<float>(),
            c.Stride));
    }
}
