using System.Collections.Immutable;

namespace Simulator.Systems.Serving.Pipelines.Metrics;

/// <summary>The results of one pool of GPUs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Replicas">Its replicas.</param>
/// <param name="Gpus">GPUs of all replicas.</param>
/// <param name="Utilisation">The part of the run in which a replica's step ran, host time between kernels included; mean over replicas.</param>
/// <param name="DollarsPerHour">What its GPUs cost; null without a price.</param>
/// <param name="Engines">Its engines.</param>
public sealed record PipelinePoolResult(string Name, int Replicas, int Gpus, double Utilisation, double? DollarsPerHour, ImmutableArray<EngineResult> Engines);
