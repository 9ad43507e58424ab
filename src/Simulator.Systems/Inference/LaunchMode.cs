namespace Simulator.Systems.Inference;

/// <summary>How the host starts the kernels of a step.</summary>
public enum LaunchMode
{
    /// <summary>As one CUDA graph: the host is out of the way.</summary>
    Graph,

    /// <summary>One by one from a stream: a kernel cannot start before the host has launched it.</summary>
    Stream,
}
