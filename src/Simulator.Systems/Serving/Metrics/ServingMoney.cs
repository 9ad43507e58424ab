namespace Simulator.Systems.Serving.Metrics;

/// <summary>What a run costs, in US dollars. Symbols and definitions: docs/metrics.md.</summary>
/// <param name="Price">The price of a GPU.</param>
/// <param name="FleetPerHour">All GPUs, and their electricity where it is priced, an hour.</param>
/// <param name="PerMillionOutputTokens">A million output tokens; NaN without any.</param>
/// <param name="PerMillionTokens">A million tokens of prompts and answers together; NaN without any.</param>
public sealed record ServingMoney(GpuPrice Price, double FleetPerHour, double PerMillionOutputTokens, double PerMillionTokens)
{
    private const double SecondsPerHour = 3600;

    /// <summary>The money of a run.</summary>
    /// <param name="result">Its results.</param>
    /// <param name="price">The price of a GPU.</param>
    /// <param name="gpus">GPUs of the whole fleet, on average.</param>
    /// <param name="scale">The whole fleet over what the results are of, at least 1.</param>
    /// <param name="energy">The run's energy; null where it is not known: electricity is left out then.</param>
    /// <returns>The money.</returns>
    public static ServingMoney Of(ServingResult result, GpuPrice price, double gpus, double scale, ServingEnergy? energy)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(price);
        var kilowatts = (energy?.MeanWatts ?? 0) * gpus / 1000;
        var hourly = (gpus * price.DollarsPerHour) + (kilowatts * price.DollarsPerKilowattHour);
        var run = hourly * result.Seconds / SecondsPerHour;
        return new ServingMoney(price, hourly, Per(scale * result.OutputTokens), Per(scale * (result.OutputTokens + result.PromptTokens)));

        double Per(double tokens) => tokens > 0 ? 1e6 * run / tokens : double.NaN;
    }
}
