using Simulator.Hardware.Technology;
using Simulator.Timing;
using Simulator.Timing.Energy;
using Simulator.Timing.Estimates;
using Simulator.Workloads.Operators;

namespace Simulator.Systems.Inference;

/// <summary>What is predicted about one operator alone; times in seconds.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Estimate">Its price.</param>
/// <param name="LowSeconds">The lower end of the 90 % interval.</param>
/// <param name="HighSeconds">The upper end of the 90 % interval.</param>
/// <param name="Provenance">Where the price comes from.</param>
public sealed record OperatorPrediction(Operator Operator, KernelEstimate Estimate, double LowSeconds, double HighSeconds, Provenance Provenance)
{
    /// <summary>The device profile that corrected the prediction; null without one.</summary>
    public string? Profile { get; init; }

    /// <summary>Its energy; null where it is not known.</summary>
    public KernelEnergy? Energy { get; init; }

    /// <summary>Mean power of the board meanwhile, in watts; 0 where the energy is not known.</summary>
    public double AverageWatts => StepResult.Ratio(Energy?.TotalJoules ?? 0, Estimate.Seconds);

    /// <summary>Operations per second that the model sees; 0 for an operator that computes nothing.</summary>
    public double FlopsPerSecond => StepResult.Ratio(Estimate.Flops, Estimate.Seconds);

    /// <summary>How much of its roofline the operator reaches, from 0 to 1.</summary>
    public double RooflineFraction => StepResult.Ratio(Estimate.RooflineSeconds, Estimate.Seconds);

    /// <summary>Prices an operator.</summary>
    /// <param name="model">The timing model.</param>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances.</param>
    /// <param name="extrapolated">Whether the GPU's description was changed (a what-if).</param>
    /// <param name="technology">What energy is worked out from; null for times alone.</param>
    /// <returns>The prediction.</returns>
    public static OperatorPrediction Of(
        TimingModel model, Operator op, PricingContext context, bool extrapolated = false, TechnologyDescription? technology = null)
    {
        var estimate = model.Estimate(op, context);
        var interval = model.IntervalOf(estimate);
        var provenance = new StepSimulator(model, extrapolated).ProvenanceOf(op);
        var known = technology is not null && EnergyModel.Knows(model.System.Gpu, technology);
        return new OperatorPrediction(op, estimate, estimate.Seconds * interval.Low, estimate.Seconds * interval.High, provenance)
        {
            Profile = model.ProfileOf(estimate.Family) is null ? null : model.Profile,
            Energy = known ? new EnergyModel(model.Rates, technology!).Of(op, estimate) : null,
        };
    }
}
