using System.Collections.Immutable;
using Simulator.Timing;
using Simulator.Timing.Estimates;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Traces.Training;

namespace Simulator.Systems.Training;

/// <summary>Puts the result of a scheduled step together: where the time of the busiest stage goes, and how sure it is.</summary>
internal static class StepAssembly
{
    /// <summary>The normal distribution's 95th percentile: half of a 90 % interval in standard deviations.</summary>
    private const double Quantile = 1.645;

    internal static TrainingResult Assemble(ScheduledStep step, TimingModel model)
    {
        var (request, p) = (step.Request, step.Request.Parallelism);
        var busiest = Enumerable.Range(0, p.Pp).MaxBy(step.Work.Busy);
        var parts = Enumerable.Range(0, p.Vp).Select(v => step.Parts[(v * p.Pp) + busiest]).ToArray();
        var rows = parts.SelectMany(c => c.Layers).SelectMany(Rows).ToArray();
        var breakdown = Breakdown(step, parts, rows);
        var (low, high) = Interval(rows, model);
        var flops = step.Parts.Sum(c => c.Layers.Sum(l => l.Cost.Trace.ForwardFlops + l.Cost.Trace.BackwardFlops)) * request.MicroBatches / p.Pp;
        var again = step.Parts.Sum(c => c.Layers.Sum(Again)) * request.MicroBatches / p.Pp;
        return new TrainingResult
        {
            Request = request,
            Seconds = step.Seconds,
            LowSeconds = step.Seconds * low,
            HighSeconds = step.Seconds * high,
            Breakdown = breakdown,
            Operators = Shares(rows, request.MicroBatches),
            Memory = step.Memory,
            Work = step.Work,
            ModelFlops = flops,
            HardwareFlops = flops + again,
            PeakFlopsPerSecond = 2 * model.Rates.Sms * model.Rates.FmaPerClock(request.Recipe.Products.Compute) * model.Rates.TensorHz,
        };
    }

    private static IEnumerable<RowCost> Rows(PartLayer layer) =>
        layer.Cost.Forward.Rows.Concat(layer.Again.Rows.Select(Again)).Concat(layer.Cost.Backward.Rows).Concat(layer.Cost.Weight.Rows);

    private static RowCost Again(RowCost row) => row with { Row = row.Row with { Name = row.Row.Name + ".again" } };

    /// <summary>Operations computed again: layers, and the scores of attention, a quarter of its gradient's four products.</summary>
    private static double Again(PartLayer layer) =>
        layer.Again.Rows.Where(r => r.Row.Operator.IsMatrixProduct).Sum(r => r.Row.Flops)
        + layer.Cost.Backward.Rows.Where(r => r.Row.Operator is AttentionBackwardOperator).Sum(r => r.Row.Flops / 4);

    private static StepBreakdown Breakdown(ScheduledStep step, PartCost[] parts, RowCost[] rows)
    {
        double count = step.Request.MicroBatches, host = count * parts.Sum(c => c.HostExposed), shards = count * parts.Sum(c => c.GatherExposed);
        var sync = count * parts.Sum(c => c.Layers.Sum(l => l.Cost.Forward.SyncSeconds + l.Again.SyncSeconds));
        double tensor = Of(TrainingRole.TensorExchange), context = Of(TrainingRole.ContextExchange), experts = Of(TrainingRole.ExpertExchange) + sync;
        var busy = count * parts.Sum(c => c.Seconds);
        return new StepBreakdown(
            busy - host - shards - tensor - context - experts, tensor, context, experts, shards, host, step.Pipeline.Seconds - busy, step.Ends.ExchangeExposed,
            step.Ends.Optimizer, step.Seconds - step.Undisturbed);

        double Of(TrainingRole role) => count * rows.Where(r => r.Row.Role == role).Sum(r => r.Exposed);
    }

    private static ImmutableArray<OperatorShare> Shares(RowCost[] rows, int microBatches) =>
    [
        .. rows.GroupBy(r => r.Row.Name).Select(g =>
        {
            var shapes = g.Select(r => $"{r.Row.Operator.Op} {r.Row.Operator.PrecisionName} {r.Row.Operator.Shape}").Distinct().ToArray();
            var bound = g.GroupBy(r => r.Estimate.Bound).MaxBy(b => b.Sum(r => r.Exposed))!.Key;
            return new OperatorShare(
                g.Key, shapes.Length == 1 ? shapes[0] : "", microBatches * g.Sum(r => (double)r.Row.Repeat), microBatches * g.Sum(r => r.Exposed), bound);
        }).OrderByDescending(s => s.Seconds),
    ];

    /// <summary>Errors of one timing model move together, those of different models apart; the step has an error of its own beside them.</summary>
    private static (double Low, double High) Interval(RowCost[] rows, TimingModel model)
    {
        var total = rows.Sum(r => r.Exposed);
        double below = 0, above = 0;
        foreach (var kin in rows.GroupBy(r => OperatorFamilies.Kin(r.Estimate.Family)))
        {
            double low = 0, high = 0;
            foreach (var row in kin)
            {
                var interval = model.IntervalOf(row.Estimate);
                low += row.Exposed * (1 - interval.Low) / total;
                high += row.Exposed * (interval.High - 1) / total;
            }

            below += low * low;
            above += high * high;
        }

        var own = Quantile * model.Rates.Coefficients.Training.Residual;
        return (Math.Exp(-Math.Sqrt(below + (own * own))), Math.Exp(Math.Sqrt(above + (own * own))));
    }
}
