using ILGPU;
using ILGPU.Runtime;
using Simulator.Accelerators.Ilgpu.Devices;
using Simulator.Accelerators.Ilgpu.Elements;
using Simulator.Accelerators.Ilgpu.Gemm;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;

namespace Simulator.Accelerators.Ilgpu.Operators;

/// <summary>Matrix products: tensor cores for tf32, fp16 and bf16 where the device has them, else the vector units.</summary>
internal sealed class GemmKernel : IOperatorKernel
{
    private const int GridLimit = 65535;

    /// <inheritdoc/>
    public bool Handles(Operator op) => op is GemmOperator;

    /// <inheritdoc/>
    public string? WhyNot(Operator op, DeviceTraits traits)
    {
        var gemm = (GemmOperator)op;
        if (gemm.Precision != GemmPrecisions.Fp32 && gemm.Precision != GemmPrecisions.Tf32
            && gemm.Precision != GemmPrecisions.Fp16 && gemm.Precision != GemmPrecisions.Bf16)
            return $"its products are fp32, tf32, fp16 and bf16 (PTX for sm_80 has no narrower floating-point MMA), not {gemm.Precision}";
        if (traits.GroupThreads < TiledGemmKernel.Threads)
            return $"a group has {traits.GroupThreads} threads here; the product needs {TiledGemmKernel.Threads}";
        if (gemm.Precision == GemmPrecisions.Fp16 && !traits.HasHalf)
            return "the device's compiler has no 16-bit floating-point type";
        if (gemm.Batch > GridLimit || (gemm.N + TiledGemmKernel.Tile - 1) / TiledGemmKernel.Tile > GridLimit)
            return $"more than {GridLimit} tiles across or products";
        return Math.Max((long)gemm.M * gemm.N, Math.Max((long)gemm.M * gemm.K, (long)gemm.N * gemm.K)) > int.MaxValue / 2
            ? "a matrix with more elements than a 32-bit index reaches"
            : null;
    }

    /// <inheritdoc/>
    public (string Implementation, Action Launch) Prepare(Workbench bench)
    {
        var gemm = (GemmOperator)bench.Operator;
        var a = bench.Input("a");
        var b = bench.Input("b");
        var c = bench.Output("c", gemm.Precision.Output, gemm.Batch, gemm.M, gemm.N);
        var tensorCores = bench.Traits.HasTensorCores && gemm.Precision != GemmPrecisions.Fp32;
        return tensorCores ? TensorCores(bench, gemm, a, b, c) : VectorUnits(bench, gemm, a, b, c);
    }

    private static (string Implementation, Action Launch) TensorCores(Workbench bench, GemmOperator gemm, DeviceTensor a, DeviceTensor b, DeviceTensor c)
    {
        var shape = new GemmShape
        {
            M = gemm.M,
            N = gemm.N,
            K = gemm.K * a.Format.ElementBits / 8,
            AStride = a.StrideBytes,
            BStride = b.StrideBytes,
            CStride = c.StrideBytes,
        };
        var grid = Grid(gemm, MmaGemmKernel.Tile, MmaGemmKernel.Threads);
        Action<long, long, long, GemmShape> kernel = gemm.Precision == GemmPrecisions.Bf16 ? MmaGemmKernel.Run<Bf16Mma>
            : gemm.Precision == GemmPrecisions.Fp16 ? MmaGemmKernel.Run<Fp16Mma>
            : MmaGemmKernel.Run<Tf32Mma>;
        var launch = bench.Accelerator.LoadStreamKernel(kernel);
        long aAddress = a.Address, bAddress = b.Address, cAddress = c.Address;
        return ("mma.sync, tile 128x128, warp 64x32, 64 bytes of k in 3 stages", () => launch(grid, aAddress, bAddress, cAddress, shape));
    }

    private static (string Implementation, Action Launch) VectorUnits(Workbench bench, GemmOperator gemm, DeviceTensor a, DeviceTensor b, DeviceTensor c)
    {
        var shape = new GemmShape { M = gemm.M, N = gemm.N, K = gemm.K, AStride = a.Stride, BStride = b.Stride, CStride = c.Stride };
        var grid = Grid(gemm, TiledGemmKernel.Tile, TiledGemmKernel.Threads);
        return ("fp32 FMA, tile 128x128x16, 8x8 a thread", ElementTypes.Visit(a.Format, c.Format, new Tiled(bench, grid, shape, a, b, c)));
    }

    private static KernelConfig Grid(GemmOperator gemm, int tile, int threads) =>
        new(new Index3D((gemm.M + tile - 1) / tile, (gemm.N + tile - 1) / tile, gemm.Batch), new Index3D(threads, 1, 1));

    private sealed class Tiled(Workbench bench, KernelConfig grid, GemmShape shape, DeviceTensor a, DeviceTensor b, DeviceTensor c)
        : IElementPairVisitor<Action>
    {
        public Action Visit<TIn, TInElement, TOut, TOutElement>()
            where TIn : unmanaged
            where TInElement : struct, IElement<TIn>
            where TOut : unmanaged
            where TOutElement : struct, IElement<TOut>
        {
            Action<ArrayView<TIn>, ArrayView<TIn>, ArrayView<TOut>, GemmShape> kernel = TiledGemmKernel.Run<TIn, TInElement, TOut, TOutElement>;
            var launch = bench.Accelerator.LoadStreamKernel(kernel);
            return () => launch(grid, a.View<TIn>(), b.View<TIn>(), c.View<TOut>(), shape);
        }
    }
}
