namespace Simulator.Systems.Serving.Engines;

/// <summary>Which phases of a request an engine serves (Zhong et al., "DistServe", OSDI 2024; Patel et al., "Splitwise", ISCA 2024).</summary>
public enum EngineRole
{
    /// <summary>Prompts and answers.</summary>
    Whole,

    /// <summary>Prompts and first tokens; the cache is handed to another engine.</summary>
    Prefill,

    /// <summary>Answers, from caches that other engines computed; what it preempts it recomputes itself.</summary>
    Decode,
}
