using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Kernels.Threading;

namespace Simulator.Measurement.Kernels.Streaming;

/// <summary>A kernel that treats rows one by one, each worker in scratch memory of its own.</summary>
internal abstract unsafe class RowKernel<TLanes, TVector> : ProcessorKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly RowSplit split;
    private readonly NativeBuffer[] scratch;

    /// <summary>Prepares a loop over rows.</summary>
    /// <param name="context">Threads and operands.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="width">Elements of a row, for dealing rows to workers.</param>
    /// <param name="scratchFloats">Elements of scratch memory per worker.</param>
    private protected RowKernel(KernelContext context, long rows, long width, long scratchFloats)
        : base(context)
    {
        split = RowSplit.For(rows, width, Pool.Workers);
        scratch = Scratch(scratchFloats + 16);
    }

    /// <inheritdoc/>
    public override string Implementation => $"{32 * TLanes.Count}-bit rows";

    /// <inheritdoc/>
    protected override void Run(CancellationToken cancellation) => Pool.Run(split.Parts, (part, worker) =>
    {
        for (var row = split.First(part); row < split.First(part + 1); row++)
            Row(row, scratch[worker].Floats);
    }, cancellation);

    /// <summary>Treats one row.</summary>
    private protected abstract void Row(int row, float* scratch);

    /// <summary>Widens a vector of parameters once, when the kernel is prepared.</summary>
    private protected float* Parameters(string name)
    {
        using var matrix = new NativeMatrix(Inputs[name]);
        var buffer = Own(new NativeBuffer((matrix.Columns + 16L) * sizeof(float)));
        Rows<TLanes, TVector>.Read(matrix, 0, 0, matrix.Columns, buffer.Floats);
        return buffer.Floats;
    }
}
