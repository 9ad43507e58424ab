namespace Simulator.Systems.Training;

/// <summary>What the backward pass computes again instead of keeping it.</summary>
public enum Recomputation
{
    /// <summary>Nothing but attention's scores, which its kernels never store.</summary>
    None,

    /// <summary>Results of norms and activations, which cost memory and little time (Korthikanti et al., 2022).</summary>
    Selective,

    /// <summary>Whole layers from their inputs (Chen et al., Training deep nets with sublinear memory cost, 2016).</summary>
    Full,
}
