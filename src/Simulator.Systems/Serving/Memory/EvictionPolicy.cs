namespace Simulator.Systems.Serving.Memory;

/// <summary>Which block of a computed prefix is given up first, among those from which no other kept block of the same tier goes on.</summary>
public enum EvictionPolicy
{
    /// <summary>The one used longest ago.</summary>
    Lru,

    /// <summary>The one computed first.</summary>
    Fifo,

    /// <summary>The one used least often; of equals, the one used longest ago.</summary>
    Lfu,
}
