using System.Collections.Immutable;
using Simulator.Timing;
using Simulator.Timing.Energy;
using Simulator.Timing.Estimates;
using Simulator.Workloads.Operators;

namespace Simulator.Systems.Training.Energy;

/// <summary>
/// Adds up the energy of a scheduled step: every operator of every pass, exchanges, the optimizer; and what a GPU draws anyway for all of the step's time, also
/// while it waits for other stages, exchanges, the host or a slower node. Where the timing model has slowed a product down because it asks for more than the
/// board's power, it draws that power. Equations: docs/training.md.
/// </summary>
internal sealed class StepEnergies
{
    private readonly ScheduledStep step;
    private readonly TimingModel model;
    private readonly EnergyModel energies;
    private readonly Dictionary<PassCost, (KernelEnergy Energy, double Seconds)> known = new(ReferenceEqualityComparer.Instance);

    private StepEnergies(ScheduledStep step, TimingModel model, EnergyModel energies) =>
        (this.step, this.model, this.energies) = (step, model, energies);

    /// <summary>The energy of a step.</summary>
    internal static TrainingEnergy Of(ScheduledStep step, TimingModel model, EnergyModel energies)
    {
        var (request, p) = (step.Request, step.Request.Parallelism);
        var sums = new StepEnergies(step, model, energies);
        KernelEnergy all = default;
        for (var stage = 0; stage < p.Pp; stage++)
            all += sums.OfStage(stage);
        return new TrainingEnergy(
            all.Times(1.0 / p.Pp, 1.0 / p.Pp), step.Seconds, p.Ranks, request.Tokens, energies.CapWatts, energies.StandbyWatts + energies.ClockWatts,
            energies.Accuracy);
    }

    private KernelEnergy OfStage(int stage)
    {
        var (request, p) = (step.Request, step.Request.Parallelism);
        var (sum, seconds) = (default(KernelEnergy), 0.0);
        for (var v = 0; v < p.Vp; v++)
        {
            var part = step.Parts[(v * p.Pp) + stage];
            foreach (var layer in part.Layers)
            {
                foreach (var pass in new[] { layer.Cost.Forward, layer.Again, layer.Cost.Backward, layer.Cost.Weight })
                    Add(OfPass(pass), request.MicroBatches);
            }

            foreach (var exchange in Sharded(part))
                Add(OfOperator(exchange), request.MicroBatches);
        }

        foreach (var op in StepEnds.Operators(request, [.. Enumerable.Range(0, p.Vp).Select(v => step.Parts[(v * p.Pp) + stage])]))
            Add(OfOperator(op), 1);
        return energies.Over(sum, seconds, step.Seconds);

        void Add((KernelEnergy Energy, double Seconds) part, double times)
        {
            sum += part.Energy.Times(times, times);
            seconds += times * part.Seconds;
        }
    }

    private (KernelEnergy Energy, double Seconds) OfPass(PassCost pass)
    {
        if (!known.TryGetValue(pass, out var found))
        {
            KernelEnergy sum = default;
            foreach (var row in pass.Rows)
                sum += OfRow(row);
            known[pass] = found = (sum, pass.Rows.Sum(r => r.Seconds));
        }

        return found;
    }

    private KernelEnergy OfRow(RowCost row)
    {
        var (op, alone) = (row.Row.Operator, row.Row.Repeat * row.Estimate.Seconds);

        // A streaming kernel of an eager framework is longer because it moves more.
        var times = op is StreamingOperator && alone > 0 ? row.Row.Repeat * row.Seconds / alone : row.Row.Repeat;
        var energy = energies.Work(op, row.Estimate).Times(times, times) + energies.Idle(row.Seconds);
        var most = energies.CapWatts * row.Seconds;
        return op is GemmOperator && row.Seconds > alone && energy.TotalJoules < most
            ? energy with { Tensor = energy.Tensor + most - energy.TotalJoules }
            : energies.Limited(energy, row.Seconds);
    }

    private (KernelEnergy Energy, double Seconds) OfOperator(Operator op)
    {
        var seconds = step.Pricing.Seconds(op);
        return (energies.Limited(energies.Work(op, model.Estimate(op, PricingContext.Step)) + energies.Idle(seconds), seconds), seconds);
    }

    /// <summary>Exchanges of sharded weights in one microbatch: gathered for both passes, gradients reduced.</summary>
    private IEnumerable<CollectiveOperator> Sharded(PartCost part)
    {
        var (request, p) = (step.Request, step.Request.Parallelism);
        if (p.Zero < 3 || p.Replicas == 1)
            return [];
        ImmutableArray<CollectiveKind> kinds = [CollectiveKind.AllGather, CollectiveKind.AllGather, CollectiveKind.ReduceScatter];
        return kinds.SelectMany(kind => new[] { (part.Parameters.Dense, false), (part.Parameters.Experts, true) }.Where(e => e.Item1 > 0)
            .Select(e => p.Over(kind, request, PartPricing.BytesPerWeight * e.Item1, e.Item2)));
    }
}
