namespace Simulator.Workloads.Operators;

/// <summary>The two kernels of a recurrent layer, each for a prompt and for one token.</summary>
public enum RecurrentStage
{
    /// <summary>The causal convolution of a prompt.</summary>
    ConvPrefill,

    /// <summary>The causal convolution of one token, updating its window.</summary>
    ConvDecode,

    /// <summary>The chunked scan of a prompt.</summary>
    ScanPrefill,

    /// <summary>The state update of one token.</summary>
    ScanDecode,
}
