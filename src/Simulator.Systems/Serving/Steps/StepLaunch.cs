namespace Simulator.Systems.Serving.Steps;

/// <summary>How the host starts the kernels of a step.</summary>
public enum StepLaunch
{
    /// <summary>As one CUDA graph.</summary>
    Graph,

    /// <summary>As CUDA graphs of what lies between the attentions, which are launched alone.</summary>
    Piecewise,

    /// <summary>One by one.</summary>
    Eager,
}
