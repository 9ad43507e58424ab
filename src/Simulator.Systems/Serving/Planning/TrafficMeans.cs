using Simulator.Systems.Serving.Descriptions;

namespace Simulator.Systems.Serving.Planning;

/// <summary>What requests are like on average, from a sample of them.</summary>
/// <param name="Prompt">Mean tokens of a prompt.</param>
/// <param name="Computed">Mean tokens of a prompt that are computed: fewer where prefixes are kept.</param>
/// <param name="LongPrompt">The prompt that is as long as or longer than the part of prompts asked for.</param>
/// <param name="Output">Mean tokens of an answer.</param>
/// <param name="Context">Mean tokens in the cache of a sequence that decodes, over its decode steps.</param>
/// <param name="Longest">Mean tokens of a finished sequence.</param>
public sealed record TrafficMeans(double Prompt, double Computed, double LongPrompt, double Output, double Context, double Longest)
{
    private const int Sampled = 4000;

    /// <summary>Samples a description's requests.</summary>
    /// <param name="description">The description; requests come at a rate.</param>
    /// <param name="part">The part of the prompts that <see cref="LongPrompt"/> covers.</param>
    /// <returns>The means.</returns>
    public static TrafficMeans Of(ServingDescription description, double part)
    {
        ArgumentNullException.ThrowIfNull(description);
        var arrivals = (description with { Requests = Sampled }).ToArrivals();
        var prompts = new List<double>();
        double output = 0, steps = 0, contexts = 0;
        while (double.IsFinite(arrivals.NextSeconds))
        {
            var arrival = arrivals.Take();
            var (n, m) = ((double)arrival.Shape.InputTokens, (double)arrival.Shape.OutputTokens);
            prompts.Add(n);
            output += m;
            steps += m - 1;
            contexts += (m - 1) * (n + (m / 2));
            arrivals.Leave(arrival, arrival.Seconds);
        }

        var prompt = prompts.Average();
        var mean = output / prompts.Count;
        prompts.Sort();
        var computed = description is { PrefixCache: true, Turns: not null } ? Math.Min(prompt, description.Input) : prompt;
        var longPrompt = prompts[(int)Math.Ceiling(part * (prompts.Count - 1))];
        return new TrafficMeans(prompt, computed, longPrompt * computed / prompt, mean, steps > 0 ? contexts / steps : prompt, prompt + mean);
    }
}
