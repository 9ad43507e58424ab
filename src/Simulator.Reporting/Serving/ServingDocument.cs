using System.Text.Json.Serialization;

namespace Simulator.Reporting.Serving;

/// <summary>A serving run as <c>gpusim serve --json</c> writes it (docs/output.md); SI units, of one data-parallel group.</summary>
public sealed record ServingDocument
{
    /// <summary>The model's id.</summary>
    public required string Model { get; init; }

    /// <summary>The GPU's id.</summary>
    public required string Gpu { get; init; }

    /// <summary>How ranks divide the model.</summary>
    public string Parallelism { get; init; } = "";

    /// <summary>The precision recipe.</summary>
    public string Precision { get; init; } = "";

    /// <summary>The stack whose host times were added.</summary>
    public string Stack { get; init; } = "";

    /// <summary>Where requests came from.</summary>
    public required ServingLoad Load { get; init; }

    /// <summary>What users were promised.</summary>
    public required ServingObjective Slo { get; init; }

    /// <summary>GPUs of the whole fleet.</summary>
    public required double Gpus { get; init; }

    /// <summary>Simulated time.</summary>
    public required double Seconds { get; init; }

    /// <summary>The requests.</summary>
    public required ServingRequests Requests { get; init; }

    /// <summary>Time to first token.</summary>
    [JsonPropertyName("ttft_s")] public required ServingDistribution Ttft { get; init; }

    /// <summary>Time per output token.</summary>
    [JsonPropertyName("tpot_s")] public required ServingDistribution Tpot { get; init; }

    /// <summary>Time between tokens.</summary>
    [JsonPropertyName("interval_s")] public required ServingDistribution Interval { get; init; }

    /// <summary>End-to-end latency.</summary>
    [JsonPropertyName("latency_s")] public required ServingDistribution Latency { get; init; }

    /// <summary>Finished requests per second.</summary>
    [JsonPropertyName("requests_per_s")] public double? RequestsPerSecond { get; init; }

    /// <summary>Output tokens per second of finished requests.</summary>
    [JsonPropertyName("output_tokens_per_s")] public double? OutputTokensPerSecond { get; init; }

    /// <summary>Finished requests per second that kept the objective.</summary>
    [JsonPropertyName("goodput_per_s")] public double? Goodput { get; init; }

    /// <summary>Output tokens per second and GPU.</summary>
    [JsonPropertyName("tokens_per_s_per_gpu")] public double? TokensPerSecondPerGpu { get; init; }

    /// <summary>Output tokens per second that one user sees.</summary>
    [JsonPropertyName("tokens_per_s_per_user")] public double? TokensPerSecondPerUser { get; init; }

    /// <summary>Waiting requests.</summary>
    public required ServingLevel Queue { get; init; }

    /// <summary>Sequences of steps.</summary>
    public required ServingLevel Batch { get; init; }

    /// <summary>Blocks of the KV cache.</summary>
    public required ServingLevel KvBlocks { get; init; }

    /// <summary>Preemptions.</summary>
    public double Preemptions { get; init; }

    /// <summary>Energy; null where it is not known.</summary>
    public ServingEnergyFigures? Energy { get; init; }

    /// <summary>Money; null without a price.</summary>
    public ServingMoneyFigures? Money { get; init; }
}
