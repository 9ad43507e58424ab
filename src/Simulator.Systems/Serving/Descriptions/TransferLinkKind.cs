namespace Simulator.Systems.Serving.Descriptions;

/// <summary>Over what KV caches travel from prefill to decode.</summary>
public enum TransferLinkKind
{
    /// <summary>NVLink where both sides fit into one scale-up domain of the same system, else the network of each side's system.</summary>
    Auto,

    /// <summary>The links of the scale-up domain in which both sides are.</summary>
    Nvlink,

    /// <summary>InfiniBand, one port per GPU.</summary>
    Infiniband,

    /// <summary>Ethernet with RDMA, one port per GPU.</summary>
    Ethernet,
}
