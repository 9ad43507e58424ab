using ILGPU.Runtime.Cuda;

namespace Simulator.Accelerators.Ilgpu.Gemm;

/// <summary>tf32 in (rounded by whoever wrote it), fp32 out.</summary>
internal readonly struct Tf32Mma : IMmaFormat
{
    private const string Mma = "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32";

    private const string StepText = MmaText.Fragments
        + Mma + MmaText.Product00 + Mma + MmaText.Product01 + Mma + MmaText.Product02 + Mma + MmaText.Product03
        + Mma + MmaText.Product10 + Mma + MmaText.Product11 + Mma + MmaText.Product12 + Mma + MmaText.Product13
        + Mma + MmaText.Product20 + Mma + MmaText.Product21 + Mma + MmaText.Product22 + Mma + MmaText.Product23
        + Mma + MmaText.Product30 + Mma + MmaText.Product31 + Mma + MmaText.Product32 + Mma + MmaText.Product33;

    public int OutputBytes => 4;

    public void Step(int a, int b) => CudaAsm.Emit(StepText, a, b);

    public void Store(long address, int eightRows, int rows, int columns) =>
        CudaAsm.Emit(MmaStoreText.Fp32, address, eightRows, rows, columns);
}
