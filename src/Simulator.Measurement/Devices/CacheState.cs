namespace Simulator.Measurement.Devices;

/// <summary>What a kernel finds in the caches.</summary>
public enum CacheState
{
    /// <summary>What its previous run left.</summary>
    Warm,

    /// <summary>None of its operands.</summary>
    Cold,
}
