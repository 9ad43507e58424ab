using Simulator.Hardware.Clusters;
using Simulator.Hardware.Formats;
using Simulator.Timing.Collectives;
using Simulator.Timing.Gpus;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Rooflines;

/// <summary>
/// The time of an operator at the datasheet's peaks with every operand crossing the memory interface once (Williams, Waterman and Patterson,
/// "Roofline", 2009): the longest of FLOP over the peak of the format, compulsory bytes over memory bandwidth, and link bytes over link bandwidth.
/// </summary>
public static class Roofline
{
    /// <summary>The roofline's time.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="rates">The GPU.</param>
    /// <param name="system">The node or cluster.</param>
    /// <returns>Seconds.</returns>
    public static double Seconds(Operator op, GpuRates rates, SystemDescription system)
    {
        if (op is CollectiveOperator collective)
        {
            return collective.Gpus > 1 ? LinkSeconds(collective, rates, system) : 0;
        }

        return Math.Max(ComputeSeconds(op, rates), CompulsoryTraffic.Bytes(op) / rates.MemoryBytesPerSecond);
    }

    /// <summary>The operations alone at the peak of their format: matrix products on the tensor cores, others on the vector units.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="rates">The GPU.</param>
    /// <returns>Seconds.</returns>
    public static double ComputeSeconds(Operator op, GpuRates rates) =>
        op.IsMatrixProduct ? op.Flops / MatrixRate(op, rates) : op.Flops / (2.0 * rates.Gpu.Sm.Fp32Lanes * rates.Sms * rates.ClockHz);

    private static double MatrixRate(Operator op, GpuRates rates)
    {
        var format = op switch
        {
            GemmOperator o => o.Precision.Compute,
            MoeOperator o => o.Precision.Compute,
            AttentionPrefillOperator o => o.Precision.Compute,
            AttentionBackwardOperator o => o.Precision.Compute,
            AttentionDecodeOperator o => o.Precision.Compute,
            AttentionEncoderOperator o => o.Precision.Compute,
            AttentionCrossOperator o => o.Precision.Compute,
            MlaPrefillOperator o => o.Precision.Compute,
            MlaDecodeOperator o => o.Precision.Compute,
            _ => NumberFormats.Bf16,
        };
        return 2 * rates.Sms * rates.MatrixFmaPerClock(format) * rates.TensorHz;
    }

    /// <summary>Each rank's bytes over all its links together; between nodes, what must cross the network over the network's rate.</summary>
    private static double LinkSeconds(CollectiveOperator op, GpuRates rates, SystemDescription system)
    {
        var received = CollectiveModel.LinkBytes(op.Kind, op.Gpus, op.Bytes, system.ScaleUp.InSwitchReduction && op.Nodes <= 1);
        var within = system.ScaleUp.BandwidthBytesPerSecond;
        if (op.Nodes <= 1)
        {
            return received / within;
        }

        var network = system.ScaleOut?.BandwidthBytesPerSecond ?? rates.Gpu.Links.PcieBytesPerSecond;
        var local = Math.Max(1, (double)op.Gpus / op.Nodes);
        var share = (op.Nodes - 1.0) / op.Nodes;
        var crossing = op.Kind switch
        {
            CollectiveKind.AllReduce or CollectiveKind.AllReduceFused => 2 * op.Bytes / local * share,
            CollectiveKind.SendRecv => op.Bytes,
            CollectiveKind.AllToAll => op.Bytes * share,
            _ => op.Bytes / local * share,
        };
        return Math.Max(crossing / network, received / (network + (local > 1 ? within : 0)));
    }
}
