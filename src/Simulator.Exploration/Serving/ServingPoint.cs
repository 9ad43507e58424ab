using System.Collections.Immutable;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Pipelines.Descriptions;

namespace Simulator.Exploration.Serving;

/// <summary>A point of an experiment on serving: one choice of every axis, and what is served, of which there is one.</summary>
/// <param name="Levels">The names of the choices, in the order of the axes.</param>
/// <param name="Serving">The served model; null where a system of models is served.</param>
/// <param name="Pipeline">The system of models; null where one model is served.</param>
public sealed record ServingPoint(ImmutableArray<string> Levels, ServingDescription? Serving, PipelineDescription? Pipeline);
