using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Systems.Serving.Planning;

/// <summary>A question to the planner.</summary>
/// <param name="Goal">What is sought.</param>
/// <param name="Objective">What users are promised; at least one of the two times is finite.</param>
public sealed record PlanRequest(PlanGoal Goal, ServiceObjective Objective)
{
    /// <summary>The part of the requests that must keep the objective, above 0 and below 1.</summary>
    public double Attainment { get; init; } = 0.9;

    /// <summary>GPUs that there are; with <see cref="PlanGoal.MinGpus"/> the most that are tried.</summary>
    public int Gpus { get; init; } = 8;

    /// <summary>Requests per second (sessions, where requests come in sessions) to be served; for <see cref="PlanGoal.MinGpus"/>.</summary>
    public double? Rate { get; init; }

    /// <summary>Requests of a simulated run that count, at least; a share of them before is warm-up.</summary>
    public int Requests { get; init; } = 3000;

    /// <summary>Most layouts that are simulated; those that the estimate ranks behind them are not.</summary>
    public int Simulated { get; init; } = 32;

    /// <summary>The relative width to which a rate is narrowed down.</summary>
    public double Tolerance { get; init; } = 0.01;

    /// <summary>Independent repetitions, with other seeds, of the search of the best layout: they give its statistical error. 0 for none.</summary>
    public int Repetitions { get; init; } = 4;

    /// <summary>Whether what more of each hardware resource buys is worked out for the best layout.</summary>
    public bool Resources { get; init; } = true;

    /// <summary>The seed of all chance.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads, at least 1; results do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Checks the values against each other.</summary>
    /// <exception cref="InputException">A value is missing or out of its range.</exception>
    public void Check()
    {
        if (!(Attainment is > 0 and < 1))
        {
            throw new InputException($"{Attainment} is no share; accepted: above 0 and below 1, such as 0.9", key: "attainment");
        }

        if (Objective == default || (double.IsPositiveInfinity(Objective.TtftSeconds) && double.IsPositiveInfinity(Objective.TpotSeconds)))
        {
            throw new InputException("no objective; accepted: ttft=500ms,tpot=30ms or one of them", key: "slo");
        }

        if (Goal == PlanGoal.MinGpus && Rate is null)
        {
            throw new InputException("the rate is missing that the GPUs are to serve; accepted: requests per second", key: "rate");
        }
    }
}
