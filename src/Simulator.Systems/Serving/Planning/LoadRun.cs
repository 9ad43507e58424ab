using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Systems.Serving.Planning;

/// <summary>
/// Simulates a fleet under one rate and counts which requests keep the objective. Requests come on until all that count have left, so that the end is as
/// loaded as the middle. Runs of one seed have the same requests at intervals that differ by a factor alone: differences between rates and
/// layouts are not chance.
/// </summary>
/// <param name="plan">The fleet; where its description samples engines, these get their share of a Poisson process, split by chance.</param>
/// <param name="request">The question.</param>
/// <param name="count">Requests that count, at least 20.</param>
public sealed class LoadRun(FleetPlan plan, PlanRequest request, int count)
{
    private const int Parts = 20;
    private const double WarmUp = 0.25;

    // Further requests for each that counts: an overloaded run that has not missed enough by then is rare, and ends with what has been counted.
    private const int Further = 3;

    /// <summary>Runs.</summary>
    /// <param name="rate">Requests (sessions) per second of the whole fleet.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="toTheEnd">Whether a run goes on that has missed its objective already.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>What it came to.</returns>
    /// <exception cref="OperationCanceledException">The run was ended.</exception>
    public RatePoint Run(double rate, int seed, bool toTheEnd, CancellationToken cancellation)
    {
        var host = plan.Pools[0].System.Settings.Host;
        var (first, last) = ((int)(WarmUp * count), (int)(WarmUp * count) + count);
        var allowed = (1 - request.Attainment) * count;
        var (ttfts, tpots) = (new List<double>(count), new List<double>(count));
        var (kept, seen) = (new int[Parts], new int[Parts]);
        int left = 0, missed = 0, lateFirst = 0, slow = 0;
        double tokens = 0;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var metrics = new RequestMetrics(host, request.Objective);
        metrics.Left += (sequence, now) =>
        {
            if (sequence.Arrival.Tag >= first && sequence.Arrival.Tag < last)
            {
                Count(sequence, now);
            }
        };
        var description = plan.Description with
        {
            Concurrency = null,
            Trace = null,
            Rate = rate / plan.Share.Scale,
            Requests = last + (Further * count),
            Seed = seed,
            DurationSeconds = null,
        };
        var longest = plan.Pools.Min(p => Math.Min(p.System.Settings.MaxTokens, p.System.KvTokens));
        try
        {
            _ = plan.Build(new EventCalendar(), metrics, seed).Serve(new NumberedArrivals(description.ToArrivals(longest)), cancellation: end.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // All that count have left, or too many of them were late.
        }

        var cut = left < count;
        var attainment = cut ? Math.Max(0, 1 - ((double)missed / count)) : 1 - ((double)missed / left);
        var perSecond = rate * (description.Turns ?? 1);
        return new RatePoint(rate, attainment)
        {
            Cut = cut,
            StandardError = Error(),
            Requests = left,
            Goodput = perSecond * attainment,
            TokensPerSecond = left > 0 ? perSecond * tokens / left : 0,
            TokensPerSecondPerUser = tpots.Count > 0 ? 1 / tpots.Average() : double.NaN,
            TtftSeconds = Quantile(ttfts),
            TpotSeconds = Quantile(tpots),
            TtftMisses = lateFirst,
            TpotMisses = slow,
        };

        void Count(Sequence sequence, double now)
        {
            var shape = sequence.Arrival.Shape;
            var served = !double.IsNaN(sequence.FirstTokenSeconds) && sequence.Generated >= shape.OutputTokens;
            var tpot = shape.OutputTokens > 1 ? (now - sequence.FirstTokenSeconds) / (shape.OutputTokens - 1) : double.NaN;
            var ttft = sequence.FirstTokenSeconds - sequence.Arrival.Seconds + host.RequestSeconds(shape.InputTokens, double.IsNaN(tpot) ? 0 : tpot);
            var (early, quick) = (served && ttft <= request.Objective.TtftSeconds, served && !(tpot > request.Objective.TpotSeconds));
            left++;
            lateFirst += early ? 0 : 1;
            slow += quick ? 0 : 1;
            missed += early && quick ? 0 : 1;
            var part = (int)((long)(sequence.Arrival.Tag - first) * Parts / count);
            seen[part]++;
            kept[part] += early && quick ? 1 : 0;
            tokens += sequence.Generated;
            if (served)
            {
                ttfts.Add(ttft);
                if (!double.IsNaN(tpot))
                {
                    tpots.Add(tpot);
                }
            }

            if (left == count || (!toTheEnd && missed > allowed))
            {
                end.Cancel();
            }
        }

        double Error()
        {
            var shares = Enumerable.Range(0, Parts).Where(i => seen[i] > 0).Select(i => (double)kept[i] / seen[i]).ToArray();
            var mean = shares.DefaultIfEmpty(0).Average();
            return shares.Length > 1 ? Math.Sqrt(shares.Sum(s => (s - mean) * (s - mean)) / (shares.Length * (shares.Length - 1))) : 0;
        }

        double Quantile(List<double> values)
        {
            values.Sort();
            return values.Count == 0 ? double.NaN : values[(int)Math.Ceiling(request.Attainment * (values.Count - 1))];
        }
    }
}
