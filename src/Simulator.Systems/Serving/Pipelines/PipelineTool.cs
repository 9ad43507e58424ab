namespace Simulator.Systems.Serving.Pipelines;

/// <summary>A tool that nodes call: nothing that runs on GPUs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Servers">Calls that run at once, at least 1.</param>
public sealed record PipelineTool(string Name, int Servers = int.MaxValue);
