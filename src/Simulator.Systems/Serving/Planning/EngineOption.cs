using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Engines;

namespace Simulator.Systems.Serving.Planning;

/// <summary>One way to run a replica: hardware, parallelism and batching, with what the estimate says that it serves.</summary>
/// <param name="Description">The description of one replica.</param>
/// <param name="Role">Which phases it serves.</param>
/// <param name="Gpus">GPUs of a replica.</param>
/// <param name="Rate">Requests per second of a replica in steady state, all its engines together.</param>
/// <param name="Ttft">Time to first token of a request alone, in seconds; 0 where prompts are computed elsewhere.</param>
/// <param name="Tpot">Time per output token of a request alone, in seconds; 0 where it decodes elsewhere.</param>
public sealed record EngineOption(ServingDescription Description, EngineRole Role, int Gpus, double Rate, double Ttft, double Tpot)
{
    /// <summary>Price of a replica for an hour; the number of GPUs where they have no prices.</summary>
    public double Price { get; init; } = Gpus;

    /// <summary>The hardware, parallelism and limits in a few words.</summary>
    public required string Name { get; init; }
}
