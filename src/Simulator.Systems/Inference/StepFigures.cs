using Simulator.Workloads.Models;

namespace Simulator.Systems.Inference;

/// <summary>What a step means to a user of the model.</summary>
/// <param name="Gpus">GPUs that the model runs on.</param>
/// <param name="TokensPerStep">Tokens that all data-parallel groups compute in one step.</param>
/// <param name="TokensPerSecond">Tokens per second of all GPUs; with pipeline stages, as many batches as stages are in flight.</param>
/// <param name="TokensPerSecondPerGpu">The same per GPU.</param>
/// <param name="TokensPerSecondPerUser">Tokens per second that one sequence sees in decode; 0 in other phases.</param>
public sealed record StepFigures(int Gpus, double TokensPerStep, double TokensPerSecond, double TokensPerSecondPerGpu, double TokensPerSecondPerUser)
{
    /// <summary>Works out the figures.</summary>
    /// <param name="request">The step.</param>
    /// <param name="seconds">Its time.</param>
    /// <returns>The figures.</returns>
    public static StepFigures Of(InferenceRequest request, double seconds)
    {
        var gpus = request.Parallelism.Ranks;
        var rate = request.GlobalTokens * request.Parallelism.Pp / seconds;
        return new StepFigures(gpus, request.GlobalTokens, rate, rate / gpus, request.Step.Phase == Phase.Decode ? 1 / seconds : 0);
    }

    /// <summary>The user's name for the step's time: TPOT (time per output token) in decode, TTFT (time to first token) in prefill, latency else.</summary>
    /// <param name="phase">The phase.</param>
    /// <returns>The name.</returns>
    public static string LatencyName(Phase phase) => phase switch { Phase.Decode => "TPOT", Phase.Prefill => "TTFT", _ => "latency" };
}
