using Simulator.Systems.Inference;
using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Serving.Steps;

/// <summary>
/// Adds the host to steps that are not one CUDA graph: it launches kernel by kernel, and a step takes at least as long as its launches, each
/// <c>launch.stream</c> of the GPU's description (estimated there). A piecewise step launches the kernels of its attentions and recurrent layers, and a
/// graph before each and after the last. Launches are those of a decode of one token, priced by the timing model's count of kernels.
/// </summary>
public sealed class LaunchedStepTimes : IStepTimes
{
    private readonly IStepTimes inner;

    /// <summary>Counts the launches.</summary>
    /// <param name="inner">The GPU's time of a step.</param>
    /// <param name="simulator">Prices a step's operators.</param>
    /// <param name="model">The model.</param>
    /// <param name="recipe">The precisions.</param>
    /// <param name="parallelism">How ranks divide the model.</param>
    public LaunchedStepTimes(IStepTimes inner, StepSimulator simulator, ModelDescription model, PrecisionRecipe recipe, Parallelism parallelism)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        this.inner = inner;
        var stream = simulator.Model.System.Gpu.Launch.StreamSeconds;
        double all = 0, pieces = 1;
        foreach (var row in TraceBuilder.Build(model, StepShape.Decode(1, 1), recipe, parallelism).Rows)
        {
            var kernels = row.Repeat * simulator.Model.Estimate(row.Operator, Timing.Estimates.PricingContext.Step).Kernels;
            all += kernels;
            pieces += IsMixer(row.Name) ? kernels + row.Repeat : 0;
        }

        (EagerSeconds, PiecewiseSeconds) = (all * stream, pieces * stream);
    }

    /// <summary>The host's time to launch a step kernel by kernel.</summary>
    public double EagerSeconds { get; }

    /// <summary>The host's time to launch a step piece by piece.</summary>
    public double PiecewiseSeconds { get; }

    /// <inheritdoc/>
    public double Kernels => inner.Kernels;

    /// <inheritdoc/>
    public double Seconds(in StepLoad load) => load.Launch switch
    {
        StepLaunch.Eager => Math.Max(inner.Seconds(load), EagerSeconds),
        StepLaunch.Piecewise => Math.Max(inner.Seconds(load), PiecewiseSeconds),
        _ => inner.Seconds(load),
    };

    private static bool IsMixer(string name) => name is "attention.attention" or "mamba.conv" or "mamba.scan" or "delta.conv" or "delta.scan";
}
