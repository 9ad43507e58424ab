using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Serving.Timelines;

/// <summary>A step of a time line.</summary>
/// <param name="Engine">Its engine's number.</param>
/// <param name="Start">When it began, in seconds.</param>
/// <param name="End">When it ended.</param>
/// <param name="Load">What it computed.</param>
/// <param name="Waiting">Requests that waited.</param>
/// <param name="UsedBlocks">Blocks of the KV cache that were taken.</param>
public readonly record struct StepSpan(int Engine, double Start, double End, StepLoad Load, int Waiting, long UsedBlocks);
