namespace Simulator.Accelerators.Ilgpu.Recurrent;

/// <summary>Sizes of a selective scan. Strides count elements from one row to the next.</summary>
internal struct ScanShape
{
    /// <summary>Tokens of a sequence.</summary>
    public int Seq;

    /// <summary>Heads.</summary>
    public int Heads;

    /// <summary>Rows of a head's state.</summary>
    public int HeadDim;

    /// <summary>Columns of it.</summary>
    public int DState;

    /// <summary>Groups of heads that share b and c.</summary>
    public int Groups;

    /// <summary>Stride of x and y.</summary>
    public int XStride;

    /// <summary>Stride of dt.</summary>
    public int DtStride;

    /// <summary>Stride of b and c.</summary>
    public int BStride;

    /// <summary>Stride of the state.</summary>
    public int StateStride;

    /// <summary>1 where the state is read first, 0 where it begins at zero.</summary>
    public int Continues;
}
