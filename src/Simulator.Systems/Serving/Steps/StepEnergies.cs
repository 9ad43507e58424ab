using Simulator.Systems.Inference;
using Simulator.Timing.Energy;
using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Serving.Steps;

/// <summary>
/// The energy of an engine's steps, at the same nodes and with the same interpolation as <see cref="StepTimes"/>. Nothing is priced before it is asked for,
/// so that runs that want times alone pay nothing. Not thread-safe.
/// </summary>
public sealed class StepEnergies
{
    // What a step takes beyond idling for as long: one look-up gives what a step of any wall time takes.
    private readonly StepTimes excess;

    /// <summary>Prepares the functions.</summary>
    /// <param name="simulator">Prices a step's operators, energy included.</param>
    /// <param name="energy">The energy model of the same GPU.</param>
    /// <param name="model">The model.</param>
    /// <param name="recipe">The precisions.</param>
    /// <param name="parallelism">How ranks divide the model.</param>
    public StepEnergies(StepSimulator simulator, EnergyModel energy, ModelDescription model, PrecisionRecipe recipe, Parallelism parallelism)
    {
        ArgumentNullException.ThrowIfNull(energy);
        ArgumentNullException.ThrowIfNull(simulator);
        excess = new StepTimes(Excess, model, recipe, parallelism);
        (IdleWatts, CapWatts, Accuracy) = (energy.Idle(1).TotalJoules, energy.CapWatts, energy.Accuracy);

        double Excess(Trace trace)
        {
            var price = simulator.Price(trace);
            return price.Joules - (IdleWatts * price.Seconds);
        }
    }

    /// <summary>What one GPU draws while it waits for work, in watts: leakage, refresh of the memory, clock network.</summary>
    public double IdleWatts { get; }

    /// <summary>The board's power, in watts.</summary>
    public double CapWatts { get; }

    /// <summary>The relative error to expect; 0 where it is not known.</summary>
    public double Accuracy { get; }

    /// <summary>The energy of one GPU in a step: what it computes, and idling while it waits for the host.</summary>
    /// <param name="load">What the step computes; not empty.</param>
    /// <param name="wallSeconds">How long the step took, host time included.</param>
    /// <returns>Joules.</returns>
    public double Joules(in StepLoad load, double wallSeconds) => excess.Seconds(load) + (IdleWatts * wallSeconds);
}
