namespace Simulator.Accelerators.Ilgpu.Attention;

/// <summary>
/// What attention does. The rows of a problem are those that see the same keys: the queries of one head in prefill, the heads of one key-value head in
/// decode. Problems × splits × tiles of 32 rows make up the grid.
/// </summary>
internal struct AttentionShape
{
    /// <summary>Rows of a problem.</summary>
    public int Rows;

    /// <summary>Keys and values of a problem.</summary>
    public int Tokens;

    /// <summary>Problems that share keys and values: heads per key-value head in prefill, 1 in decode.</summary>
    public int Sharing;

    /// <summary>Elements of a head that count.</summary>
    public int Width;

    /// <summary>Elements from one row of q to the next.</summary>
    public int QueryStride;

    /// <summary>Elements from one row of k and v to the next.</summary>
    public int CacheStride;

    /// <summary>Position of row 0 among the tokens; without a causal mask the last one.</summary>
    public int FirstPosition;

    /// <summary>1 where each row stands a token after the one before, 0 where all stand at the same one.</summary>
    public int RowStep;

    /// <summary>Tokens that a row sees, itself included; 0 for all up to itself.</summary>
    public int Window;

    /// <summary>Parts into which the tokens are divided, each with a partial result; 1 for none.</summary>
    public int Splits;

    /// <summary>What scores are multiplied by before the softmax, scale of k included.</summary>
    public float ScoreScale;

    /// <summary>What results are multiplied by: the scale of v.</summary>
    public float ValueScale;
}
