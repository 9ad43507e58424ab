namespace Simulator.Workloads.Models.Parameters;

/// <summary>How ranks divide a weight.</summary>
public enum WeightSharding
{
    /// <summary>Every rank holds it whole.</summary>
    Replicated,

    /// <summary>Divided by the tensor-parallel ranks.</summary>
    Tensor,

    /// <summary>Divided by the tensor-parallel ranks as far as there are groups (key/value heads, Mamba groups), replicated beyond.</summary>
    Grouped,

    /// <summary>Divided by all ranks of a pipeline stage: expert parallel times tensor parallel inside an expert.</summary>
    Expert,
}
