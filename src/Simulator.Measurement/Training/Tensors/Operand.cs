namespace Simulator.Measurement.Training.Tensors;

/// <summary>One operand of a product C[i, j] = Σ_p A(i, p)·B(j, p): where element (i, p) lies.</summary>
/// <param name="data">The first element.</param>
/// <param name="stride">Elements from one row in memory to the next.</param>
/// <param name="alongRows">Whether p runs along a row of memory, (i, p) at i·stride + p; else (i, p) is at p·stride + i.</param>
internal readonly unsafe struct Operand(float* data, int stride, bool alongRows)
{
    internal float* Data { get; } = data;

    internal int Stride { get; } = stride;

    internal bool AlongRows { get; } = alongRows;

    internal float* At(int i, int p) => AlongRows ? Data + ((long)i * Stride) + p : Data + ((long)p * Stride) + i;
}
