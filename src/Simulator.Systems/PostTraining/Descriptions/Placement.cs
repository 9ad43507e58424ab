namespace Simulator.Systems.PostTraining.Descriptions;

/// <summary>Where generation and learning run.</summary>
public enum Placement
{
    /// <summary>On the same GPUs, which they take turns on (verl's hybrid engine; Sheng et al., "HybridFlow", EuroSys 2025).</summary>
    OnePool,

    /// <summary>On GPUs of their own (Wu et al., "LlamaRL", 2025; Fu et al., "AReaL", 2025).</summary>
    Split,
}
