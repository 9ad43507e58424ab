namespace Simulator.Systems.Serving.Engines;

/// <summary>What an engine does with prompts that wait while sequences decode.</summary>
public enum SchedulerPolicy
{
    /// <summary>Every running sequence decodes in every step; prompts take what the token budget leaves (vLLM, TensorRT-LLM).</summary>
    Mixed,

    /// <summary>Prompts have steps of their own, before any decode (SGLang without mixed chunks).</summary>
    PrefillFirst,

    /// <summary>Prompts have steps of their own until the batch is full; then no further one before all have their answers (FasterTransformer).</summary>
    DecodeFirst,
}
