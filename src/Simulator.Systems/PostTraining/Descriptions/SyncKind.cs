namespace Simulator.Systems.PostTraining.Descriptions;

/// <summary>How new weights reach rollout engines on GPUs of their own.</summary>
public enum SyncKind
{
    /// <summary>The learner gathers each tensor and broadcasts it; every GPU receives all of it and keeps its share (OpenRLHF, verl).</summary>
    Broadcast,

    /// <summary>Every GPU receives only its share, directly from ranks that hold it (LlamaRL's direct memory access).</summary>
    Sharded,
}
