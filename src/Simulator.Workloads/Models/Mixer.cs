namespace Simulator.Workloads.Models;

/// <summary>The part of a layer in which tokens see each other.</summary>
public abstract record Mixer;
