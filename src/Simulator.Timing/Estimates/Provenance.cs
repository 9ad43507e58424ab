namespace Simulator.Timing.Estimates;

/// <summary>Where a predicted time comes from, best first.</summary>
public enum Provenance
{
    /// <summary>The model's prediction was corrected by a profile that was fitted on this very device.</summary>
    Profiled,

    /// <summary>The model's coefficients were fitted on measurements of this operator on this GPU.</summary>
    Calibrated,

    /// <summary>The coefficients were fitted on this operator on other GPUs; this GPU's description stands for it.</summary>
    Extrapolated,

    /// <summary>No measurement of this operator stands behind the coefficients.</summary>
    Estimated,
}
