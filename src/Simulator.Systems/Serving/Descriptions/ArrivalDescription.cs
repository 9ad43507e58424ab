using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Units;
using Simulator.Systems.Serving.Arrivals;

namespace Simulator.Systems.Serving.Descriptions;

/// <summary>When requests come: the keys that descriptions of servers and of systems of models share.</summary>
public abstract record ArrivalDescription
{
    /// <summary>Clients of a closed loop; or <see cref="Rate"/> or <see cref="Trace"/>.</summary>
    [Field("concurrency", Minimum = 1, Maximum = 1e7)] public int? Concurrency { get; init; }

    /// <summary>Requests per second of a random process; or <see cref="Concurrency"/> or <see cref="Trace"/>.</summary>
    [Field("rate", Minimum = 1e-6, Maximum = 1e9)] public double? Rate { get; init; }

    /// <summary>Standard deviation of the random process's intervals over their mean: 1 is a Poisson process, more are bursts.</summary>
    [Field("burstiness", Minimum = 0, Maximum = 100)] public double Burstiness { get; init; } = 1;

    /// <summary>The highest rate of the day over its mean; the run begins at the lowest. Default: the rate is constant.</summary>
    [Field("peak", Minimum = 1, Maximum = 2)] public double? Peak { get; init; }

    /// <summary>The length of a day. Default: 24 h.</summary>
    [Field("period", Dimension.Seconds)] public double PeriodSeconds { get; init; } = 86400;

    /// <summary>
    /// A recorded trace: CSV with <c>arrival_s,input_tokens,output_tokens</c>, or the Azure LLM or the Mooncake traces as published; or
    /// <see cref="Concurrency"/> or <see cref="Rate"/>.
    /// </summary>
    [Field("trace")] public string? Trace { get; init; }

    /// <summary>What the trace's times are multiplied by: 0.5 is twice the rate.</summary>
    [Field("time_scale", Minimum = 1e-6, Maximum = 1e6)] public double TimeScale { get; init; } = 1;

    /// <summary>Requests in all. Default: ten per client, 1000, or the whole trace.</summary>
    [Field("requests", Minimum = 1)] public int? Requests { get; init; }

    /// <summary>The seed of all chance.</summary>
    [Field("seed", Minimum = 0)] public int Seed { get; init; } = 1;

    /// <summary>Where requests come from.</summary>
    /// <exception cref="InputException">None or several of concurrency, rate and trace are given.</exception>
    public ArrivalKind Kind => (Concurrency, Rate, Trace) switch
    {
        ({ }, null, null) => ArrivalKind.ClosedLoop,
        (null, { }, null) => ArrivalKind.Random,
        (null, null, { }) => ArrivalKind.Trace,
        (null, null, null) => throw new InputException("no requests; accepted: one of concurrency, rate and trace", key: "concurrency"),
        _ => throw new InputException("requests come from several places; accepted: one of concurrency, rate and trace", key: "concurrency"),
    };

    /// <summary>The requests as these keys state them.</summary>
    /// <param name="lengths">Their lengths.</param>
    /// <returns>The plan, without sessions.</returns>
    private protected ArrivalPlan Plan(ILengths lengths) => new()
    {
        Concurrency = Concurrency,
        PerSecond = Rate,
        Trace = Trace,
        TimeScale = TimeScale,
        Burstiness = Burstiness,
        PeakToMean = Peak,
        PeriodSeconds = PeriodSeconds,
        Requests = Requests,
        Lengths = lengths,
        Seed = (ulong)Seed,
    };
}
