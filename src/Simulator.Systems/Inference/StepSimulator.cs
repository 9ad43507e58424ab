using System.Collections.Immutable;
using Simulator.Timing;
using Simulator.Timing.Estimates;
using Simulator.Timing.Rooflines;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Inference;

/// <summary>Prices the operators of a step and puts them together.</summary>
/// <param name="model">The timing model of one GPU in its system.</param>
/// <param name="extrapolated">Whether the GPU's description differs from the one that was measured (a what-if).</param>
public sealed class StepSimulator(TimingModel model, bool extrapolated = false)
{
    /// <summary>The timing model.</summary>
    public TimingModel Model { get; } = model;

    /// <summary>The step's time alone: no table, no allocation per operator. Side streams are priced as in <see cref="Simulate"/>.</summary>
    /// <param name="trace">The step's operators.</param>
    /// <returns>Seconds, with a CUDA graph.</returns>
    public double Seconds(Trace trace)
    {
        double total = 0, mainSeconds = 0, sideSeconds = 0;
        ResourceTimes main = default, side = default;
        var repeat = 0;
        foreach (var row in trace.Rows)
        {
            var estimate = Model.Estimate(row.Operator, PricingContext.Step);
            if (row.Repeat != repeat || (row.Stream != 0 && mainSeconds > 0 && sideSeconds > 0))
            {
                total += repeat * StreamOverlap.Exposed(mainSeconds, main, sideSeconds, side);
                (mainSeconds, sideSeconds, main, side, repeat) = (0, 0, default, default, row.Repeat);
            }

            if (row.Stream == 0)
            {
                total += row.Repeat * estimate.Seconds;
                (mainSeconds, main) = (mainSeconds + estimate.Seconds, main + estimate.Resources);
            }
            else
            {
                (sideSeconds, side) = (sideSeconds + estimate.Seconds, side + estimate.Resources);
            }
        }

        return total + repeat * StreamOverlap.Exposed(mainSeconds, main, sideSeconds, side);
    }

    /// <summary>Prices a step, operator by operator.</summary>
    /// <param name="trace">The step's operators.</param>
    /// <param name="launch">How the host starts the kernels.</param>
    /// <returns>The step.</returns>
    public StepResult Simulate(Trace trace, LaunchMode launch = LaunchMode.Graph)
    {
        var estimates = trace.Rows.Select(r => Model.Estimate(r.Operator, PricingContext.Step)).ToArray();
        var exposed = Exposures(trace, estimates);
        var operators = ImmutableArray.CreateBuilder<OperatorResult>(estimates.Length);
        double gpu = 0, host = 0;
        for (var i = 0; i < estimates.Length; i++)
        {
            var row = trace.Rows[i];
            var seconds = row.Repeat * estimates[i].Seconds;
            operators.Add(new OperatorResult(row, estimates[i], ProvenanceOf(row.Operator), seconds, exposed[i]));
            if (launch == LaunchMode.Stream)
            {
                // The host runs ahead of the GPU; whichever is later decides when the last run of this row ends.
                host += row.Repeat * estimates[i].Kernels * Model.System.Gpu.Launch.StreamSeconds;
                gpu = Math.Max(gpu + exposed[i], host + estimates[i].Seconds);
            }
            else
            {
                gpu += exposed[i];
            }
        }

        var (below, above) = Deviations(operators);
        var matrixSeconds = trace.Rows.Sum(r => r.Operator.IsMatrixProduct ? r.Repeat * Roofline.ComputeSeconds(r.Operator, Model.Rates) : 0);
        var bytes = operators.Sum(o => o.Row.Operator is CollectiveOperator ? 0 : o.Row.Repeat * o.Estimate.MemoryBytes);
        return new StepResult
        {
            Operators = operators.MoveToImmutable(),
            Seconds = gpu,
            LowSeconds = gpu - below,
            HighSeconds = gpu + above,
            HostBoundSeconds = gpu - exposed.Sum(),
            RooflineSeconds = trace.Rows.Zip(estimates).Sum(p => p.First.Repeat * p.Second.RooflineSeconds),
            Flops = trace.Flops,
            ModelFlopUtilisation = matrixSeconds / gpu,
            MemoryBandwidthUtilisation = bytes / (Model.Rates.MemoryBytesPerSecond * gpu),
        };
    }

    /// <summary>
    /// What each row adds to the step. Rows of another stream run beside the rows of the main stream that have the same repeat count and stand next to
    /// them: the block that they belong to.
    /// </summary>
    private static double[] Exposures(Trace trace, KernelEstimate[] estimates)
    {
        var exposed = new double[estimates.Length];
        var start = 0;
        while (start < estimates.Length)
        {
            var repeat = trace.Rows[start].Repeat;
            double mainSeconds = 0, sideSeconds = 0;
            ResourceTimes main = default, side = default;
            var end = start;
            for (; end < estimates.Length; end++)
            {
                var row = trace.Rows[end];
                if (row.Repeat != repeat || (row.Stream != 0 && mainSeconds > 0 && sideSeconds > 0))
                {
                    break;
                }

                var estimate = estimates[end];
                if (row.Stream == 0)
                {
                    (mainSeconds, main) = (mainSeconds + estimate.Seconds, main + estimate.Resources);
                }
                else
                {
                    (sideSeconds, side) = (sideSeconds + estimate.Seconds, side + estimate.Resources);
                }
            }

            var share = sideSeconds > 0 ? StreamOverlap.Exposed(mainSeconds, main, sideSeconds, side) / sideSeconds : 0;
            for (var i = start; i < end; i++)
            {
                exposed[i] = repeat * estimates[i].Seconds * (trace.Rows[i].Stream == 0 ? 1 : share);
            }

            start = end;
        }

        return exposed;
    }

    /// <summary>Errors of operators of one family are taken to move together, those of different families apart.</summary>
    private (double Below, double Above) Deviations(IEnumerable<OperatorResult> operators)
    {
        double below = 0, above = 0;
        foreach (var family in operators.GroupBy(o => o.Estimate.Family))
        {
            var interval = Model.Rates.Coefficients.Intervals.Of(family.Key);
            var seconds = family.Sum(o => o.Exposed);
            below += Math.Pow(seconds * (1 - interval.Low), 2);
            above += Math.Pow(seconds * (interval.High - 1), 2);
        }

        return (Math.Sqrt(below), Math.Sqrt(above));
    }

    private Provenance ProvenanceOf(Operator op)
    {
        var measured = op switch
        {
            StreamingOperator or AttentionCrossOperator or DeltaNetOperator => false,
            Mamba2Operator m => m.Stage is RecurrentStage.ConvPrefill or RecurrentStage.ConvDecode,
            CollectiveOperator c => c.Nodes == 1 && c.Kind != CollectiveKind.SendRecv,
            _ => true,
        };
        return !measured ? Provenance.Estimated
            : extrapolated || !Model.Rates.Coefficients.Gpus.Contains(Model.System.Gpu.Id) ? Provenance.Extrapolated
            : Provenance.Calibrated;
    }
}
