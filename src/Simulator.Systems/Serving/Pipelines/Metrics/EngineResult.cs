namespace Simulator.Systems.Serving.Pipelines.Metrics;

/// <summary>The results of one model's engines on all replicas of its pool.</summary>
/// <param name="Name">The engine's name.</param>
/// <param name="Model">The model.</param>
/// <param name="Utilisation">Its part of the pool's utilisation.</param>
/// <param name="MeanBatch">Mean calls per step, over time.</param>
/// <param name="Steps">Steps.</param>
/// <param name="Tokens">Tokens computed.</param>
/// <param name="Preemptions">Preemptions.</param>
/// <param name="KvTokens">Tokens that the KV cache of one replica holds; 0 of an encoder.</param>
public sealed record EngineResult(string Name, string Model, double Utilisation, double MeanBatch, long Steps, long Tokens, long Preemptions, long KvTokens);
