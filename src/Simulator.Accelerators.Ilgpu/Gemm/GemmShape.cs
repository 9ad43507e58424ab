namespace Simulator.Accelerators.Ilgpu.Gemm;

/// <summary>A product C[m,n] = A[m,k]·B[n,k]ᵀ, or a batch of them; rows are contiguous along k (A, B) and along n (C).</summary>
internal struct GemmShape
{
    /// <summary>Rows of A and C.</summary>
    public int M;

    /// <summary>Rows of B, columns of C.</summary>
    public int N;

    /// <summary>Elements of a row of A and B that count.</summary>
    public int K;

    /// <summary>Elements from one row of A to the next; pads are zero.</summary>
    public int AStride;

    /// <summary>Elements from one row of B to the next; pads are zero.</summary>
    public int BStride;

    /// <summary>Elements from one row of C to the next.</summary>
    public int CStride;
}
