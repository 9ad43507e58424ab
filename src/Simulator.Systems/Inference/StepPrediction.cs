using System.Collections.Immutable;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Technology;
using Simulator.Systems.Memory;
using Simulator.Systems.Sensitivity;
using Simulator.Timing;
using Simulator.Timing.Calibration;
using Simulator.Timing.Energy;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Inference;

/// <summary>Everything that is predicted about one step on one system.</summary>
/// <param name="System">The system.</param>
/// <param name="Request">The step; null where a trace was priced.</param>
/// <param name="Memory">The memory of one GPU; null where a trace was priced.</param>
/// <param name="Result">The step's time; null where the step does not fit.</param>
/// <param name="Elasticities">What more of each resource would buy; empty where the step does not fit.</param>
public sealed record StepPrediction(
    SystemDescription System, InferenceRequest? Request, MemoryFootprint? Memory, StepResult? Result, ImmutableArray<Elasticity> Elasticities)
{
    /// <summary>Predicts a step.</summary>
    /// <param name="system">The system.</param>
    /// <param name="coefficients">The coefficients of the timing model.</param>
    /// <param name="trace">The operators.</param>
    /// <param name="request">The step that they belong to; null where only the trace is known.</param>
    /// <param name="launch">How the host starts the kernels.</param>
    /// <param name="extrapolated">Whether the system's description was changed (a what-if).</param>
    /// <param name="technology">What energy is worked out from; null for times alone.</param>
    /// <returns>The prediction; without a time where the step does not fit into memory.</returns>
    public static StepPrediction Of(
        SystemDescription system, TimingCoefficients coefficients, Trace trace, InferenceRequest? request = null, LaunchMode launch = LaunchMode.Graph,
        bool extrapolated = false, TechnologyDescription? technology = null)
    {
        var memory = request is null ? null : MemoryFootprint.Of(request, trace, system.Gpu.Memory.VisibleBytes);
        if (memory is { Fits: false })
        {
            return new StepPrediction(system, request, memory, null, []);
        }

        var model = new TimingModel(system, coefficients);
        var energy = technology is not null && EnergyModel.Knows(system.Gpu, technology) ? new EnergyModel(model.Rates, technology) : null;
        var result = new StepSimulator(model, extrapolated, energy).Simulate(trace, launch);
        return new StepPrediction(system, request, memory, result, ElasticityAnalysis.Of(system, Time)) { Profile = model.Profile };

        double Time(SystemDescription changed)
        {
            var simulator = new StepSimulator(new TimingModel(changed, coefficients));
            return launch == LaunchMode.Graph ? simulator.Seconds(trace) : simulator.Simulate(trace, launch).Seconds;
        }
    }

    /// <summary>The device profile that corrected the prediction; null without one.</summary>
    public string? Profile { get; init; }

    /// <summary>GPUs that the step runs on.</summary>
    public int Gpus => Request?.Parallelism.Ranks ?? 1;

    /// <summary>What the step means to a user; null where a trace was priced or the step does not fit.</summary>
    public StepFigures? Figures => Request is { } request && Result is { } result ? StepFigures.Of(request, result.Seconds) : null;

    /// <summary>What would make the step fit; null where it fits.</summary>
    public FitAdvice? Advice => Request is { } request && Memory is { Fits: false } memory ? FitAdvice.For(request, memory.Capacity, System.TotalGpus) : null;
}
