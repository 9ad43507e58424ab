using System.Collections.Immutable;
using Simulator.Systems.Serving.Descriptions;

namespace Simulator.Exploration.Serving;

/// <summary>A point of an experiment on serving: one choice of every axis.</summary>
/// <param name="Levels">The names of the choices, in the order of the axes.</param>
/// <param name="Description">What is served.</param>
public sealed record ServingPoint(ImmutableArray<string> Levels, ServingDescription Description);
