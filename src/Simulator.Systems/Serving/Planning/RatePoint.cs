namespace Simulator.Systems.Serving.Planning;

/// <summary>What a fleet came to under one rate.</summary>
/// <param name="Rate">Requests (sessions) per second of the whole fleet.</param>
/// <param name="Attainment">The part of the requests that kept the objective; where <see cref="Cut"/>, at most this.</param>
public sealed record RatePoint(double Rate, double Attainment)
{
    /// <summary>Whether the run was ended early, since too many requests had missed the objective.</summary>
    public bool Cut { get; init; }

    /// <summary>Standard error of <see cref="Attainment"/>, from the spread over 20 parts of the run.</summary>
    public double StandardError { get; init; }

    /// <summary>Requests that counted.</summary>
    public int Requests { get; init; }

    /// <summary>Requests per second that kept the objective: offered, times the part that kept it.</summary>
    public double Goodput { get; init; }

    /// <summary>Tokens of answers per second, of all requests offered.</summary>
    public double TokensPerSecond { get; init; }

    /// <summary>Tokens per second of one user: 1 over the mean time per output token.</summary>
    public double TokensPerSecondPerUser { get; init; }

    /// <summary>The time to first token that the part of requests asked for keeps, in seconds.</summary>
    public double TtftSeconds { get; init; }

    /// <summary>The same of the time per output token.</summary>
    public double TpotSeconds { get; init; }

    /// <summary>Requests that missed the time to first token.</summary>
    public int TtftMisses { get; init; }

    /// <summary>Requests that missed the time per output token.</summary>
    public int TpotMisses { get; init; }
}
