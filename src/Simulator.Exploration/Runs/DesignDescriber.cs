using Simulator.Exploration.Answers;
using Simulator.Exploration.Evaluation;
using Simulator.Systems.Inference;

namespace Simulator.Exploration.Runs;

/// <summary>Looks at single designs more closely than a sweep can: with the interval of every step, and so of every objective.</summary>
/// <param name="program">What to work out.</param>
internal sealed class DesignDescriber(DesignProgram program)
{
    private readonly PointEvaluator evaluator = new(program);

    /// <summary>Describes a design.</summary>
    /// <param name="point">Its number.</param>
    /// <returns>Its parameters as text, and its objectives with their intervals.</returns>
    public DesignDetails Of(long point)
    {
        var record = evaluator.NewRecord();
        evaluator.Evaluate(point, record);
        var steps = evaluator.Design.Outcomes.Select(o => new StepSimulator(o.Model).Simulate(o.Plan.Trace!)).ToArray();
        var (low, high) = (new double[record.Objectives.Length], new double[record.Objectives.Length]);
        evaluator.Reconsider([.. steps.Select(s => s.LowSeconds)], low);
        evaluator.Reconsider([.. steps.Select(s => s.HighSeconds)], high);
        return new DesignDetails(
            [.. program.Parameters.Select((p, i) => p.Parameter.Range.Label(record.Levels[i], record.Numbers[i]))],
            [.. record.Objectives.Select((value, i) => Interval(value, low[i], high[i]))]);
    }

    // A figure that does not follow from a time has no width; rounding of the written figure must not turn an interval round.
    private static ObjectiveInterval Interval(double value, double a, double b) => new(value, Math.Min(value, Math.Min(a, b)), Math.Max(value, Math.Max(a, b)));
}
