using System.Collections.Immutable;
using Simulator.Systems.Energy;
using Simulator.Timing;
using Simulator.Timing.Energy;
using Simulator.Timing.Estimates;
using Simulator.Timing.Rooflines;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Inference;

/// <summary>Prices the operators of a step and puts them together.</summary>
/// <param name="model">The timing model of one GPU in its system.</param>
/// <param name="extrapolated">Whether the GPU's description differs from the one that was measured (a what-if).</param>
/// <param name="energy">The energy model of the same GPU; null for times alone.</param>
public sealed class StepSimulator(TimingModel model, bool extrapolated = false, EnergyModel? energy = null)
{
    /// <summary>The timing model.</summary>
    public TimingModel Model { get; } = model;

    /// <summary>The step's time alone: no table, no allocation per operator. Side streams are priced as in <see cref="Simulate"/>.</summary>
    /// <param name="trace">The step's operators.</param>
    /// <returns>Seconds, with a CUDA graph.</returns>
    public double Seconds(Trace trace) => Price(trace, null).Seconds;

    /// <summary>Kernels of a step.</summary>
    /// <param name="trace">The step's operators.</param>
    /// <returns>Their number, those of side streams included.</returns>
    public double Kernels(Trace trace) => trace.Rows.Sum(r => (double)r.Repeat * Model.Estimate(r.Operator, PricingContext.Step).Kernels);

    /// <summary>The step's time and energy: no table, no allocation per operator. The same as in <see cref="Simulate"/>.</summary>
    /// <param name="trace">The step's operators.</param>
    /// <returns>Seconds, with a CUDA graph, and the energy of one GPU; no energy without an energy model.</returns>
    public StepPrice Price(Trace trace) => Price(trace, energy);

    /// <summary>Prices a step, operator by operator.</summary>
    /// <param name="trace">The step's operators.</param>
    /// <param name="launch">How the host starts the kernels.</param>
    /// <returns>The step.</returns>
    public StepResult Simulate(Trace trace, LaunchMode launch = LaunchMode.Graph)
    {
        var rows = trace.Rows;
        var estimates = rows.Select(r => Model.Estimate(r.Operator, PricingContext.Step)).ToArray();
        var exposed = Exposures(rows, estimates);
        var waits = launch == LaunchMode.Stream ? HostLaunches.Waits(rows, estimates, exposed, Model.System.Gpu.Launch.StreamSeconds) : new double[rows.Length];
        ImmutableArray<OperatorResult> operators =
        [
            .. rows.Select((row, i) => new OperatorResult(
                row, estimates[i], ProvenanceOf(row.Operator), row.Repeat * estimates[i].Seconds, exposed[i], waits[i])),
        ];
        var seconds = exposed.Sum() + waits.Sum();
        var (below, above) = Deviations(operators);
        var matrixSeconds = rows.Sum(r => r.Operator.IsMatrixProduct ? r.Repeat * Roofline.ComputeSeconds(r.Operator, Model.Rates) : 0);
        var (spent, clock) = energy is null ? default : Energy(rows, estimates, seconds, energy);
        var bytes = operators.Sum(o => o.Row.Operator is CollectiveOperator ? 0 : o.Row.Repeat * o.Estimate.MemoryBytes);
        return new StepResult
        {
            Operators = operators,
            Energy = energy is null ? null
                : new StepEnergy(spent, StepResult.Ratio(spent.TotalJoules, seconds), energy.CapWatts, clock, energy.Accuracy),
            Seconds = seconds,
            LowSeconds = seconds - below,
            HighSeconds = seconds + above,
            HostBoundSeconds = waits.Sum(),
            RooflineSeconds = operators.Sum(o => o.Row.Repeat * o.Estimate.RooflineSeconds),
            Flops = trace.Flops,
            ModelFlopUtilisation = StepResult.Ratio(matrixSeconds, seconds),
            MemoryBandwidthUtilisation = StepResult.Ratio(bytes, Model.Rates.MemoryBytesPerSecond * seconds),
        };
    }

    private StepPrice Price(Trace trace, EnergyModel? energies)
    {
        var rows = trace.Rows;
        double total = 0, kernels = 0;
        KernelEnergy spent = default;
        for (var start = 0; start < rows.Length;)
        {
            var end = StreamSegments.End(rows, start);
            double mainSeconds = 0, sideSeconds = 0;
            ResourceTimes main = default, side = default;
            for (var i = start; i < end; i++)
            {
                var estimate = Model.Estimate(rows[i].Operator, PricingContext.Step);
                if (rows[i].Stream == 0)
                {
                    (mainSeconds, main) = (mainSeconds + estimate.Seconds, main + estimate.Resources);
                }
                else
                {
                    (sideSeconds, side) = (sideSeconds + estimate.Seconds, side + estimate.Resources);
                }

                if (energies is not null)
                {
                    spent += energies.Of(rows[i].Operator, estimate).Times(rows[i].Repeat, rows[i].Repeat);
                    kernels += rows[i].Repeat * estimate.Seconds;
                }
            }

            total += rows[start].Repeat * (mainSeconds + StreamOverlap.Exposed(mainSeconds, main, sideSeconds, side));
            start = end;
        }

        return new StepPrice(total, energies is null ? default : energies.Over(spent, kernels, total));
    }

    private static (KernelEnergy Spent, double RelativeClock) Energy(
        ImmutableArray<TraceRow> rows, KernelEstimate[] estimates, double seconds, EnergyModel energies)
    {
        KernelEnergy spent = default;
        double kernels = 0, clocks = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            var all = rows[i].Repeat * estimates[i].Seconds;
            spent += energies.Of(rows[i].Operator, estimates[i]).Times(rows[i].Repeat, rows[i].Repeat);
            clocks += all * energies.RelativeClock(rows[i].Operator, estimates[i]);
            kernels += all;
        }

        return (energies.Over(spent, kernels, seconds), kernels > 0 ? clocks / kernels : 1);
    }

    /// <summary>What each row adds to the step: rows of a side stream share what their segment adds in proportion to their own times.</summary>
    private static double[] Exposures(ImmutableArray<TraceRow> rows, KernelEstimate[] estimates)
    {
        var exposed = new double[rows.Length];
        for (var start = 0; start < rows.Length;)
        {
            var end = StreamSegments.End(rows, start);
            double mainSeconds = 0, sideSeconds = 0;
            ResourceTimes main = default, side = default;
            for (var i = start; i < end; i++)
            {
                if (rows[i].Stream == 0)
                {
                    (mainSeconds, main) = (mainSeconds + estimates[i].Seconds, main + estimates[i].Resources);
                }
                else
                {
                    (sideSeconds, side) = (sideSeconds + estimates[i].Seconds, side + estimates[i].Resources);
                }
            }

            var share = sideSeconds > 0 ? StreamOverlap.Exposed(mainSeconds, main, sideSeconds, side) / sideSeconds : 0;
            for (var i = start; i < end; i++)
            {
                exposed[i] = rows[i].Repeat * estimates[i].Seconds * (rows[i].Stream == 0 ? 1 : share);
            }

            start = end;
        }

        return exposed;
    }

    /// <summary>Errors of operators of one timing model are taken to move together, those of different models apart.</summary>
    private (double Below, double Above) Deviations(IEnumerable<OperatorResult> operators)
    {
        double below = 0, above = 0;
        foreach (var kin in operators.GroupBy(o => OperatorFamilies.Kin(o.Estimate.Family)))
        {
            double low = 0, high = 0;
            foreach (var o in kin)
            {
                var interval = Model.IntervalOf(o.Estimate);
                low += o.Exposed * (1 - interval.Low);
                high += o.Exposed * (interval.High - 1);
            }

            below += low * low;
            above += high * high;
        }

        return (Math.Sqrt(below), Math.Sqrt(above));
    }

    internal Provenance ProvenanceOf(Operator op)
    {
        var measured = op switch
        {
            StreamingOperator or AttentionCrossOperator or DeltaNetOperator => false,
            Mamba2Operator m => m.Stage is RecurrentStage.ConvPrefill or RecurrentStage.ConvDecode,
            CollectiveOperator c => c.Nodes == 1 && c.Kind != CollectiveKind.SendRecv,
            _ => true,
        };
        return !extrapolated && Model.ProfileOf(OperatorFamilies.Of(op)) is not null ? Provenance.Profiled
            : !measured ? Provenance.Estimated
            : extrapolated || !Model.Rates.Coefficients.Gpus.Contains(Model.System.Gpu.Id) ? Provenance.Extrapolated
            : Provenance.Calibrated;
    }
}
