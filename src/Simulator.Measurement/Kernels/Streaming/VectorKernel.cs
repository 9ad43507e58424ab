using Simulator.Hardware.Formats;
using Simulator.Measurement.Devices.Inputs;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;

namespace Simulator.Measurement.Kernels.Streaming;

/// <summary>A kernel over long vectors, which are dealt to the workers in pieces.</summary>
internal abstract class VectorKernel<TLanes, TVector> : ProcessorKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Elements that are treated at once: so few that widened operands stay in the first-level cache. A multiple of every block of scales.</summary>
    private protected const int Piece = 2048;

    /// <summary>
    /// Results go past the caches from a quarter of the last one on: it is shared with others, and a plain store first reads the line that it overwrites.
    /// </summary>
    private protected const int CacheShare = 4;

    private const int PiecesPerPart = 32;

    /// <summary>Prepares a loop over vectors of one length.</summary>
    private protected VectorKernel(KernelContext context, long elements)
        : base(context) => Elements = (int)elements;

    /// <inheritdoc/>
    public override string Implementation => $"{32 * TLanes.Count}-bit vectors{(BypassesCaches ? ", stores past the caches" : "")}";

    /// <summary>Elements of a vector.</summary>
    private protected int Elements { get; }

    /// <summary>Parts of the loop.</summary>
    private protected int Parts => (int)(((long)Elements + (Piece * PiecesPerPart) - 1) / (Piece * PiecesPerPart));

    /// <summary>Whether results are written past the caches, because they would not stay there.</summary>
    private protected virtual bool BypassesCaches => false;

    /// <inheritdoc/>
    protected override void Run(CancellationToken cancellation) => Pool.Run(Parts, (part, worker) =>
    {
        var last = Math.Min(Elements, (part + 1L) * Piece * PiecesPerPart);
        for (var first = (long)part * Piece * PiecesPerPart; first < last; first += Piece)
            Treat((int)first, (int)Math.Min(Piece, last - first), part, worker);
    }, cancellation);

    /// <summary>Treats a piece.</summary>
    private protected abstract void Treat(int first, int count, int part, int worker);

    /// <summary>The result, a vector as long as the operands.</summary>
    private protected NativeMatrix Result(NumberFormat format) => Output("y", new NativeMatrix(format, 1, Elements, OperandLayouts.Natural(format)));
}
