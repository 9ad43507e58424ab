using System.Collections.Immutable;
using Simulator.Systems.Training.Overlap;
using Simulator.Timing;
using Simulator.Timing.Calibration;
using Simulator.Timing.Estimates;
using Simulator.Timing.Gemm;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Traces.Training;

namespace Simulator.Systems.Training;

/// <summary>
/// Prices the passes of a layer: every operator by the timing model, exchanges beside the computation that they can be pipelined with, and the host's launches.
/// </summary>
/// <param name="model">The timing model of the GPU in its system.</param>
/// <param name="framework">What the framework does.</param>
public sealed class LayerPricing(TimingModel model, FrameworkTraits framework)
{
    private readonly TrainingCoefficients c = model.Rates.Coefficients.Training;
    private readonly double power = new GemmModel(model.Rates).PowerRatio;
    private readonly PricingContext context = PricingContext.Step with { Attention = framework.Attention };

    /// <summary>How streams share the GPU.</summary>
    public SharedGpu Gpu { get; } = new(model.Rates);

    /// <summary>Relative time lost to the slowest node, per doubling of their number.</summary>
    internal double Straggling => c.Straggling;

    /// <summary>Prices a layer.</summary>
    /// <param name="trace">Its operators.</param>
    /// <returns>The cost.</returns>
    public LayerCost Price(LayerTrace trace)
    {
        var forward = Price(trace.Forward);
        var backward = Price(trace.Backward);
        var routed = framework.Graphs || !trace.Forward.Any(r => r.Role == TrainingRole.ExpertExchange) ? 0 : c.RoutingSyncSeconds;
        var cheap = forward.Where(r => r.Row.Operator is NormOperator or ActivationOperator || r.Row.IsCheap).ToImmutableArray();
        var whole = Pass(forward, routed);
        var needed = framework.StopsEarly ? forward[..Math.Max(0, LastProduct(forward))] : forward;
        return new LayerCost(
            trace, whole, Pass([.. backward.Where(r => !IsWeight(r.Row))], 0), Pass([.. backward.Where(r => IsWeight(r.Row))], 0), Pass(cheap, 0),
            Pass(needed, routed));
    }

    /// <summary>Prices an operator alone.</summary>
    /// <param name="op">The operator.</param>
    /// <returns>Seconds.</returns>
    public double Seconds(Operator op) => Once(op, model.Estimate(op, context));

    private static int LastProduct(ImmutableArray<RowCost> rows)
    {
        for (var i = rows.Length - 1; i >= 0; i--)
        {
            if (rows[i].Row.Operator is GemmOperator)
                return i;
        }

        return rows.Length;
    }

    private static bool IsWeight(TrainingRow row) => row.Role is TrainingRole.WeightGradient or TrainingRole.Accumulation;

    private PassCost Pass(ImmutableArray<RowCost> rows, double sync) => new(
        rows, framework.Graphs ? 0 : rows.Sum(r => r.Row.Repeat * Launch(r)), sync);

    private double Launch(RowCost row) =>
        row.Row.Launches > 0 ? row.Row.Launches * c.ExpertLaunchSeconds : row.Estimate.Kernels * c.HostLaunchSeconds;

    private ImmutableArray<RowCost> Price(ImmutableArray<TrainingRow> rows)
    {
        var estimates = rows.Select(r => model.Estimate(r.Operator, context)).ToArray();
        var seconds = rows.Select((r, i) => r.Repeat * Once(r.Operator, estimates[i])).ToArray();
        var beside = Beside(rows, seconds);
        return [.. rows.Select((row, i) => new RowCost(row, estimates[i], seconds[i], Exposed(i)))];

        double Exposed(int i) => rows[i].Role switch
        {
            TrainingRole.Accumulation when i > 0 =>
                Math.Max(0, estimates[i].Resources.Memory - Math.Max(0, seconds[i - 1] - estimates[i - 1].Resources.Memory)),
            TrainingRole.TensorExchange when framework.OverlapsTensor && Neighbour(i, o => o is GemmOperator) is > 0 and var beside =>
                Gpu.Exposed(beside, c.TensorOverlap * seconds[i]) + ((1 - c.TensorOverlap) * seconds[i]),
            TrainingRole.ContextExchange when Neighbour(i, o =>
                o is AttentionPrefillOperator or AttentionBackwardOperator or MlaPrefillOperator) is > 0 and var beside =>
                Gpu.Exposed(beside, seconds[i]),
            TrainingRole.ExpertExchange => seconds[i] * beside,
            _ => seconds[i],
        };

        // The computation that an exchange feeds or follows: the nearest within a few operators.
        double Neighbour(int i, Func<Operator, bool> fits)
        {
            for (var away = 1; away <= 3; away++)
            {
                if (i + away < rows.Length && fits(rows[i + away].Operator))
                    return seconds[i + away];
                if (i - away >= 0 && fits(rows[i - away].Operator))
                    return seconds[i - away];
            }

            return 0;
        }
    }

    /// <summary>
    /// How much longer a product takes where the board's power limits it for hours: the cube root of what is asked over what the model already counts.
    /// </summary>
    private double Throttling(GemmOperator g)
    {
        var format = model.Rates.InstructionFormat(g.Precision.Compute);
        var energy = format.ElementBits < 16 ? model.Rates.Coefficients.Gemm.NarrowEnergy : 1;
        var ratio = power * energy * model.Rates.FmaPerClock(format) / model.Rates.Gpu.Tensor.FmaPerClock;
        return Math.Cbrt(Math.Max(1, ratio * c.SustainedPower) / Math.Max(1, ratio));
    }

    /// <summary>
    /// The share of expert exchanges that shows. Across nodes a framework may run them beside the computation of another microbatch, whose passes are as long
    /// as this one's (DeepSeek-V3, section 3.2.1; Megatron-LM's overlap of expert-parallel exchanges in interleaved pipelines).
    /// </summary>
    private double Beside(ImmutableArray<TrainingRow> rows, double[] seconds)
    {
        double exchange = 0, compute = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Role != TrainingRole.ExpertExchange)
                compute += seconds[i];
            else if (!framework.OverlapsExperts || rows[i].Operator is not CollectiveOperator { Nodes: > 1 })
                return 1;
            else
                exchange += seconds[i];
        }

        return exchange > 0 ? Gpu.Exposed(compute, exchange) / exchange : 1;
    }

    private double Once(Operator op, in KernelEstimate estimate) => op switch
    {
        GemmOperator g => estimate.Seconds + (Math.Min(estimate.Resources.Tensor, estimate.Seconds - estimate.Resources.Latency) * (Throttling(g) - 1)),
        StreamingOperator when !framework.Fused => estimate.Seconds + ((estimate.Seconds - estimate.Resources.Latency) * (c.EagerTraffic - 1)),
        CollectiveOperator { Nodes: > 1 } => estimate.Resources.Latency + (estimate.Resources.Link / c.FabricRate),
        _ => estimate.Seconds,
    };
}
