namespace Simulator.Accelerators.Ilgpu.Streaming;

/// <summary>What a norm does to rows of a given length.</summary>
internal struct NormShape
{
    /// <summary>Elements of a row.</summary>
    public int Hidden;

    /// <summary>Elements from one row of the inputs to the next.</summary>
    public int Stride;

    /// <summary>Elements from one row of the output to the next.</summary>
    public int OutputStride;

    /// <summary>1 where a residual is added first.</summary>
    public int Residual;

    /// <summary>1 for layer norm, 0 for RMS norm.</summary>
    public int Layer;

    /// <summary>1 where each output row has a scale.</summary>
    public int Scaled;

    /// <summary>The largest value of the output's format.</summary>
    public float OutputMaximum;
}
