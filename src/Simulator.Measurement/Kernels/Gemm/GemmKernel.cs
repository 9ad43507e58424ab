using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Devices.Inputs;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Kernels.Gemm;

/// <summary>
/// C = A·Bᵀ with B a row per output feature. Workers pack columns of B together, widening them to fp32; then each computes blocks of C over the whole
/// reduction, packing its rows of A part by part, and narrows the sums at the end. After Goto and van de Geijn, "Anatomy of high-performance matrix
/// multiplication" (2008). Few rows take <see cref="FewRowsGemmKernel{TLanes, TVector}"/> instead.
/// </summary>
internal sealed unsafe class GemmKernel<TLanes, TVector> : ProcessorKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly GemmOperator op;
    private readonly GemmBlocking blocking;
    private readonly ActivationQuantiser<TLanes, TVector>? quantiser;
    private readonly NativeMatrix a;
    private readonly NativeMatrix b;
    private readonly NativeMatrix c;
    private readonly NativeBuffer packedB;
    private readonly NativeBuffer[] packScratch;
    private readonly NativeBuffer[] packedA;
    private readonly NativeBuffer[] sums;

    internal GemmKernel(KernelContext context, GemmOperator op)
        : base(context)
    {
        this.op = op;
        blocking = GemmBlocking.For(op.M, op.N, op.K, TLanes.TileRows, TLanes.TileColumns, Pool.Workers);
        a = Input("a");
        b = Input("b");
        c = Output("c", new NativeMatrix(op.Precision.Output, op.Batch * op.M, op.N, ScaleLayout.None));
        if (op.Precision.QuantisesActivations && !op.QuantisedInput)
        {
            quantiser = Own(new ActivationQuantiser<TLanes, TVector>(Pool, a, op.Precision.Activation, OperandLayouts.Activations(op.Precision)));
            a = quantiser.Quantised;
        }

        packedB = Own(new NativeBuffer((long)blocking.PackedColumns * op.K * sizeof(float)));
        packScratch = Scratch(Packing<TLanes, TVector>.ScratchFloats);
        packedA = Scratch((long)blocking.Rows * TileLayout.Stride);
        sums = Scratch((long)blocking.Rows * SumStride);
    }

    /// <inheritdoc/>
    public override string Implementation =>
        $"{32 * TLanes.Count}-bit tiles {TLanes.TileRows}x{TLanes.TileColumns}, blocks {blocking.Rows}x{blocking.Columns}"
        + (quantiser is null ? "" : ", A quantised");

    private int SumStride => blocking.Columns + 16;

    /// <inheritdoc/>
    protected override void Run(CancellationToken cancellation)
    {
        quantiser?.Run(cancellation);
        for (var batch = 0; batch < op.Batch; batch++)
        {
            for (var first = 0; first < op.N; first += blocking.PackedColumns)
            {
                int at = batch, from = first, width = Math.Min(blocking.PackedColumns, op.N - first);
                Pool.Run(Blocks(width, TLanes.TileColumns), (panel, worker) => Pack(at, from, width, panel, worker), cancellation);
                var across = Blocks(width, blocking.Columns);
                Pool.Run(Blocks(op.M, blocking.Rows) * across, (block, worker) =>
                    Block(at, block / across * blocking.Rows, from, block % across * blocking.Columns, width, worker), cancellation);
            }
        }
    }

    private static int Blocks(int value, int size) => (value + size - 1) / size;

    private void Pack(int batch, int first, int width, int panel, int worker)
    {
        var column = panel * TLanes.TileColumns;
        Packing<TLanes, TVector>.Transposed(b, (batch * op.N) + first + column, Math.Min(TLanes.TileColumns, width - column), 0, op.K,
            packScratch[worker].Floats, packedB.Floats + ((long)column * op.K));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Block(int batch, int row, int first, int column, int width, int worker)
    {
        int rows = Math.Min(blocking.Rows, op.M - row), columns = Math.Min(blocking.Columns, width - column);
        float* left = packedA[worker].Floats, sum = sums[worker].Floats;
        NativeMemory.Clear(sum, (nuint)(blocking.Rows * SumStride * sizeof(float)));
        for (var p = 0; p < op.K; p += TileLayout.Depth)
        {
            var depth = Math.Min(TileLayout.Depth, op.K - p);
            Packing<TLanes, TVector>.RowsOfA(a, (batch * op.M) + row, rows, p, depth, left);
            for (var j = 0; j < columns; j += TLanes.TileColumns)
            {
                var right = packedB.Floats + ((long)(column + j) * op.K) + ((long)p * TLanes.TileColumns);
                for (var i = 0; i < rows; i += TLanes.TileRows)
                    TLanes.Tile(depth, left + (i * TileLayout.Stride), right, sum + (i * SumStride) + j, SumStride);
            }
        }

        for (var i = 0; i < rows; i++)
            Rows<TLanes, TVector>.Write(c, (batch * op.M) + row + i, first + column, columns, sum + (i * SumStride));
    }
}
