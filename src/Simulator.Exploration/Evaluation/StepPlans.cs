using Simulator.Systems.Inference;

namespace Simulator.Exploration.Evaluation;

/// <summary>The plans that one thread has worked out lately: designs that differ in hardware alone share them. Its size is bounded.</summary>
/// <param name="models">Finds models.</param>
internal sealed class StepPlans(ModelSource models)
{
    private const int Most = 2048;

    private readonly Dictionary<(WorkloadDescription Workload, int NodeSize), StepPlan> plans = [];
    private (WorkloadDescription? Workload, int NodeSize, StepPlan? Plan)[] last = [];

    /// <summary>The plan of a workload.</summary>
    /// <param name="position">The workload's position in the experiment.</param>
    /// <param name="workload">The workload.</param>
    /// <param name="nodeSize">GPUs of one scale-up domain.</param>
    /// <returns>The plan.</returns>
    public StepPlan Of(int position, WorkloadDescription workload, int nodeSize)
    {
        if (position >= last.Length)
        {
            Array.Resize(ref last, position + 1);
        }

        ref var recent = ref last[position];
        if (recent.Plan is { } same && ReferenceEquals(recent.Workload, workload) && recent.NodeSize == nodeSize)
        {
            return same;
        }

        if (!plans.TryGetValue((workload, nodeSize), out var plan))
        {
            if (plans.Count >= Most)
            {
                plans.Clear();
            }

            plan = StepPlan.Of(workload, models, nodeSize);
            plans.Add((workload, nodeSize), plan);
        }

        recent = (workload, nodeSize, plan);
        return plan;
    }
}
