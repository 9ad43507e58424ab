using System.Runtime.InteropServices;

namespace Simulator.Measurement.Kernels.Memory;

/// <summary>Memory outside the managed heap, aligned to 2 MiB from that size on (so that the system may use large pages), else to 64 bytes.</summary>
internal sealed unsafe class NativeBuffer : IDisposable
{
    private const nuint LargePage = 2 << 20;

    /// <summary>Allocates, without clearing.</summary>
    /// <param name="bytes">Bytes that are used; 64 more may be read and written beyond them.</param>
    internal NativeBuffer(long bytes)
    {
        Bytes = bytes;
        var total = (nuint)bytes + 128;
        Pointer = (byte*)NativeMemory.AlignedAlloc(total, total >= LargePage ? LargePage : 64);
    }

    /// <summary>The first byte.</summary>
    internal byte* Pointer { get; private set; }

    /// <summary>The same as floats.</summary>
    internal float* Floats => (float*)Pointer;

    /// <summary>Bytes that are used.</summary>
    internal long Bytes { get; }

    /// <summary>Fills it with one byte.</summary>
    internal void Fill(byte value) => NativeMemory.Fill(Pointer, (nuint)Bytes, value);

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
    }
}
