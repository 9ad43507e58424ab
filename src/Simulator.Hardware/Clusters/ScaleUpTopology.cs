namespace Simulator.Hardware.Clusters;

/// <summary>How the GPUs of a node are joined.</summary>
public enum ScaleUpTopology
{
    /// <summary>Every GPU reaches every other at full bandwidth through switches (NVSwitch).</summary>
    Switched,

    /// <summary>Each pair of GPUs has its own share of the links (Infinity Fabric, NVLink bridges).</summary>
    Mesh,

    /// <summary>Through the host's PCIe root complexes.</summary>
    Pcie,
}
