namespace Simulator.Reporting.Serving;

/// <summary>Where the requests of a serving run came from: one of the three.</summary>
/// <param name="Concurrency">Clients of a closed loop.</param>
/// <param name="Rate">Requests per second of a random process.</param>
/// <param name="Trace">A recorded trace.</param>
public sealed record ServingLoad(double? Concurrency, double? Rate, string? Trace)
{
    /// <summary>Its name in sentences.</summary>
    public string Phrase => Concurrency is { } clients ? FormattableString.Invariant($"{clients:#,0} clients")
        : Rate is { } rate ? FormattableString.Invariant($"{rate:0.###} requests/s") : "a recorded trace";
}
