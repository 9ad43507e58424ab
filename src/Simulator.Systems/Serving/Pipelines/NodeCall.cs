using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Pipelines.Stations;

namespace Simulator.Systems.Serving.Pipelines;

/// <summary>A call that a visit makes.</summary>
internal sealed class NodeCall(
    PipelineRequest request, Visit visit, int inputTokens, int outputTokens, double seconds, double submittedSeconds, PromptContent? content)
    : Call(inputTokens, outputTokens, seconds, submittedSeconds, content)
{
    internal PipelineRequest Request { get; } = request;

    internal Visit Visit { get; } = visit;
}
