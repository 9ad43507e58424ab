namespace Simulator.Systems.Serving.Planning;

/// <summary>What a plan is for.</summary>
public enum PlanGoal
{
    /// <summary>The highest rate of requests that a number of GPUs serves within the objective.</summary>
    MaxRate,

    /// <summary>The fewest GPUs that serve a rate within the objective.</summary>
    MinGpus,

    /// <summary>The layout with the highest goodput per GPU, or per money where GPUs have prices.</summary>
    BestSplit,
}
