using Simulator.Exploration.Evaluation;
using Simulator.Systems.Inference;
using Simulator.Timing;
using Simulator.Timing.Rooflines;

namespace Simulator.Exploration.Metrics;

/// <summary>One workload on one design. Belongs to one thread, which uses it again for every point; figures are worked out when first asked for.</summary>
internal sealed class StepOutcome
{
    private double seconds = double.NaN;

    /// <summary>The workload's operators and memory.</summary>
    public StepPlan Plan { get; private set; } = null!;

    /// <summary>The design's timing model.</summary>
    public TimingModel Model { get; private set; } = null!;

    /// <summary>The step, which is possible.</summary>
    public InferenceRequest Request => Plan.Request!;

    /// <summary>The step's time in seconds.</summary>
    public double Seconds => double.IsNaN(seconds) ? seconds = new StepSimulator(Model).Seconds(Plan.Trace!) : seconds;

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

    /// <summary>Takes another time for the step, as at an end of its interval.</summary>
    public void Suppose(double other) => seconds = other;

    /// <summary>Begins with another design.</summary>
    public void Begin(StepPlan plan, TimingModel model) => (Plan, Model, seconds) = (plan, model, double.NaN);
}
