namespace Simulator.Workloads.Operators;

/// <summary>What a group of GPUs exchanges.</summary>
public enum CollectiveKind
{
    /// <summary>Every rank ends with the sum of all buffers, through the collective library.</summary>
    AllReduce,

    /// <summary>The same through an inference engine's own one- or two-shot kernel.</summary>
    AllReduceFused,

    /// <summary>Every rank ends with all buffers.</summary>
    AllGather,

    /// <summary>Every rank ends with its share of the sum.</summary>
    ReduceScatter,

    /// <summary>Every rank sends a different part of its buffer to each other rank.</summary>
    AllToAll,

    /// <summary>One rank sends its buffer to another.</summary>
    SendRecv,
}
