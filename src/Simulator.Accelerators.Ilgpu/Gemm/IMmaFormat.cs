namespace Simulator.Accelerators.Ilgpu.Gemm;

/// <summary>What differs between the tensor-core kernels of different formats. The registers are those that <see cref="MmaText"/> declares.</summary>
internal interface IMmaFormat
{
    /// <summary>Bytes of an element of C.</summary>
    int OutputBytes { get; }

    /// <summary>Loads fragments of 32 bytes along k from shared memory and multiplies them: 16 MMA instructions a warp.</summary>
    /// <param name="a">Offset of this lane's row of A in shared memory, in bytes.</param>
    /// <param name="b">That of its row of B.</param>
    void Step(int a, int b);

    /// <summary>Writes the warp's 64 × 32 sums.</summary>
    /// <param name="address">Address of this lane's first element of C.</param>
    /// <param name="eightRows">Bytes from a row of C to the eighth after it.</param>
    /// <param name="rows">Rows of C from this lane's first one on.</param>
    /// <param name="columns">Columns of C from this lane's first one on.</param>
    void Store(long address, int eightRows, int rows, int columns);
}
