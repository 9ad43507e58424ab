using Simulator.Exploration.Evaluation;
using Simulator.Measurement.Precision;
using Simulator.Systems.Inference;
using Simulator.Timing;
using Simulator.Timing.Energy;
using Simulator.Timing.Rooflines;

namespace Simulator.Exploration.Metrics;

/// <summary>One workload on one design. Belongs to one thread, which uses it again for every point; figures are worked out when first asked for.</summary>
internal sealed class StepOutcome
{
    private EnergyModel? energy;
    private StepErrors errors = null!;
    private double seconds = double.NaN;
    private double joules;

    /// <summary>The workload's operators and memory.</summary>
    public StepPlan Plan { get; private set; } = null!;

    /// <summary>The design's timing model.</summary>
    public TimingModel Model { get; private set; } = null!;

    /// <summary>The step, which is possible.</summary>
    public InferenceRequest Request => Plan.Request!;

    /// <summary>The step's time in seconds.</summary>
    public double Seconds
    {
        get
        {
            if (double.IsNaN(seconds))
            {
                var price = new StepSimulator(Model, energy: energy).Price(Plan.Trace!);
                (seconds, joules) = (price.Seconds, price.Joules);
            }

            return seconds;
        }
    }

    /// <summary>The mean power of one GPU over the step, in watts.</summary>
    public double Watts => Joules / Seconds;

    /// <summary>The energy of all GPUs over one step, in joules; with pipeline stages, of as many steps as are in flight, divided by them.</summary>
    public double StepJoules => Joules * Request.Parallelism.Ranks / Request.Parallelism.Pp;

    /// <summary>The energy of all GPUs per token, in joules.</summary>
    public double JoulesPerToken => StepJoules / Request.GlobalTokens;

    private double Joules => Seconds > 0 ? joules : 0;

    /// <summary>What the step means to a user.</summary>
    public StepFigures Figures => StepFigures.Of(Request, Seconds);

    /// <summary>Bytes that one GPU needs.</summary>
    public double MemoryBytes => Plan.Footprint!.Total;

    /// <summary>Model FLOP utilisation: the time of the matrix products at the dense peak of each one's format, over the step's.</summary>
    public double ModelFlopUtilisation
    {
        get
        {
            var matrix = 0.0;
            foreach (var row in Plan.Trace!.Rows)
            {
                matrix += row.Operator.IsMatrixProduct ? row.Repeat * Roofline.ComputeSeconds(row.Operator, Model.Rates) : 0;
            }

            return matrix / Seconds;
        }
    }

    /// <summary>The relative error of the step's matrix products; measured once per recipe and model, whatever the hardware.</summary>
    public double RelativeError => Plan.ErrorOfProducts(errors);

    /// <summary>Signal to quantisation noise of the step's matrix products, in dB.</summary>
    public double SqnrDecibel => -20 * Math.Log10(RelativeError);

    /// <summary>The relative error of the step's attention over its rounded cache.</summary>
    public double CacheError => Plan.ErrorOfCaches(errors);

    /// <summary>Takes another time for the step, as at an end of its interval: a longer step draws standby and clock power for longer.</summary>
    public void Suppose(double other)
    {
        joules += energy is { } model ? (model.StandbyWatts + model.ClockWatts) * (other - Seconds) : 0;
        seconds = other;
    }

    /// <summary>Begins with another design.</summary>
    /// <param name="plan">The workload's operators and memory.</param>
    /// <param name="model">The design's timing model.</param>
    /// <param name="energyModel">Its energy model; null where no figure is an energy.</param>
    /// <param name="stepErrors">Measures rounding errors.</param>
    public void Begin(StepPlan plan, TimingModel model, EnergyModel? energyModel, StepErrors stepErrors) =>
        (Plan, Model, energy, errors, seconds) = (plan, model, energyModel, stepErrors, double.NaN);
}
