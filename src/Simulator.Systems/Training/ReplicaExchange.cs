using Simulator.Hardware.Formats;
using Simulator.Workloads.Operators;

namespace Simulator.Systems.Training;

/// <summary>Exchanges among the ranks that hold the same weights.</summary>
internal static class ReplicaExchange
{
    /// <summary>An exchange of weights or gradients in 16 bits or as wide as gradients are.</summary>
    internal static CollectiveOperator Over(
        this TrainingParallelism p, CollectiveKind kind, TrainingRequest request, double bytes, bool experts, NumberFormat? format = null)
    {
        var ranks = experts ? p.ExpertReplicas : p.Replicas;
        var nodeSize = request.System.ScaleUp.Gpus;
        var span = (long)ranks * (experts ? p.Ep : p.Tp);
        var nodes = (int)Math.Min(ranks, (span + nodeSize - 1) / nodeSize);
        return new CollectiveOperator(kind, format ?? NumberFormats.Bf16, ranks, Math.Round(bytes), nodes);
    }
}
