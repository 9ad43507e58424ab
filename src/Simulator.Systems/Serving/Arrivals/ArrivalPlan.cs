using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Arrivals.Traces;
using Simulator.Systems.Serving.Variates;

namespace Simulator.Systems.Serving.Arrivals;

/// <summary>Which requests come and when: what descriptions of servers and of systems of models say about them. Errors name the keys of those files.</summary>
public sealed record ArrivalPlan
{
    /// <summary>Clients (or sessions) of a closed loop; or <see cref="PerSecond"/> or <see cref="Trace"/>.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Requests (or new sessions) per second of a random process; or <see cref="Concurrency"/> or <see cref="Trace"/>.</summary>
    public double? PerSecond { get; init; }

    /// <summary>A recorded trace; or <see cref="Concurrency"/> or <see cref="PerSecond"/>.</summary>
    public string? Trace { get; init; }

    /// <summary>What the trace's times are multiplied by.</summary>
    public double TimeScale { get; init; } = 1;

    /// <summary>One row of the trace in so many is taken, the first of them first.</summary>
    public int Every { get; init; } = 1;

    /// <summary>Standard deviation of the process's intervals over their mean.</summary>
    public double Burstiness { get; init; } = 1;

    /// <summary>The highest rate of the day over the mean; null where the rate is constant.</summary>
    public double? PeakToMean { get; init; }

    /// <summary>The length of a day.</summary>
    public double PeriodSeconds { get; init; } = 86400;

    /// <summary>Requests in all; null for ten per client, 1000 of a process, or the whole trace.</summary>
    public long? Requests { get; init; }

    /// <summary>Lengths of requests that are not recorded; of a turn, without what came before it.</summary>
    public required ILengths Lengths { get; init; }

    /// <summary>What sessions are like; null where every request stands alone.</summary>
    public SessionSettings? Sessions { get; init; }

    /// <summary>The seed of all chance.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Lengths as descriptions state them.</summary>
    /// <param name="input">The longest prompt, or its mean where a percentile is given.</param>
    /// <param name="inputP99">The 99th percentile of log-normal prompts; null where they are uniform.</param>
    /// <param name="output">The longest answer, or its mean.</param>
    /// <param name="outputP99">The 99th percentile of log-normal answers; null where they are uniform.</param>
    /// <param name="shortest">The shortest over the longest, of what is uniform.</param>
    /// <returns>The lengths.</returns>
    /// <exception cref="InputException">A percentile does not fit its mean.</exception>
    public static ILengths LengthsOf(int input, int? inputP99, int output, int? outputP99, double shortest) => (inputP99, outputP99) is (null, null)
        ? new UniformLengths(input, output, shortest)
        : new IndependentLengths(Tokens(input, inputP99, shortest, "input_p99"), Tokens(output, outputP99, shortest, "output_p99"));

    /// <summary>The requests, from the start.</summary>
    /// <returns>The requests.</returns>
    /// <exception cref="InputException">None or several sources are given, or values that do not fit the source; or the trace cannot be used.</exception>
    public IArrivals Create()
    {
        var given = (Concurrency is null ? 0 : 1) + (PerSecond is null ? 0 : 1) + (Trace is null ? 0 : 1);
        if (given != 1)
        {
            var problem = given == 0 ? "no requests" : "requests come from several places";
            throw new InputException($"{problem}; accepted: one of concurrency, rate and trace", key: "concurrency");
        }

        Check(PeakToMean is not null && PerSecond is null, "peak", "the rate follows the day only of a random process", "together with rate");
        Check(Sessions is not null && Trace is not null, "turns", "a recorded trace has no further turns", "together with rate or concurrency");
        Check(TimeScale != 1 && Trace is null, "time_scale", "no trace is given whose times could be scaled", "together with trace");
        if (Trace is not null)
        {
            var rejected = new RejectedRows();
            var rows = ArrivalFile.Stream(Trace, rejected).Where((_, i) => i % Every == 0);
            return new RecordedArrivals(Requests is { } limit ? rows.Take((int)Math.Min(int.MaxValue, limit)) : rows, TimeScale, rejected);
        }

        var random = new RandomSource(Seed);
        if (Concurrency is { } clients)
        {
            var requests = Requests ?? 10L * clients;
            return Sessions is null ? new ClosedLoop(clients, requests, Lengths, random) : new SessionArrivals(clients, requests, Lengths, Sessions, Seed);
        }

        var (rate, count) = (PerSecond!.Value, Requests ?? 1000);
        var day = PeakToMean is { } peak ? new DiurnalRate(rate, peak, PeriodSeconds) : null;
        return Sessions is null
            ? new RenewalArrivals(rate, Burstiness, count, Lengths, random, day)
            : new SessionArrivals(new RenewalProcess(rate, Burstiness, random, day), count, Lengths, Sessions, Seed);
    }

    private static IVariate Tokens(int tokens, int? p99, double shortest, string key) =>
        p99 is { } high ? new LogNormalVariate(tokens, high, key) : new UniformVariate(Math.Max(1, (int)(tokens * shortest)), tokens);

    private static void Check(bool wrong, string key, string problem, string accepted)
    {
        if (wrong)
        {
            throw new InputException($"{problem}; accepted: {accepted}", key: key);
        }
    }
}
