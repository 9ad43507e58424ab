using System.Collections.Immutable;
using Simulator.Systems.Energy;
using Simulator.Timing.Estimates;

namespace Simulator.Systems.Inference;

/// <summary>The predicted step of one rank; times in seconds.</summary>
public sealed record StepResult
{
    /// <summary>The operators, in the trace's order.</summary>
    public required ImmutableArray<OperatorResult> Operators { get; init; }

    /// <summary>From the start of the first operator to the end of the last.</summary>
    public required double Seconds { get; init; }

    /// <summary>The lower end of the 90 % interval of <see cref="Seconds"/>.</summary>
    public required double LowSeconds { get; init; }

    /// <summary>The upper end of the 90 % interval of <see cref="Seconds"/>.</summary>
    public required double HighSeconds { get; init; }

    /// <summary>Time in which the GPU waits for the host's launches; 0 with a graph.</summary>
    public required double HostBoundSeconds { get; init; }

    /// <summary>The sum of the operators' rooflines: every one at the datasheet's peaks.</summary>
    public required double RooflineSeconds { get; init; }

    /// <summary>Operations that the model asks of this GPU.</summary>
    public required double Flops { get; init; }

    /// <summary>Model FLOP utilisation: the time that the matrix products would take at the dense peak of each one's format, over <see cref="Seconds"/>.</summary>
    public required double ModelFlopUtilisation { get; init; }

    /// <summary>Memory bandwidth utilisation: bytes that cross the memory interface, over peak bandwidth times <see cref="Seconds"/>.</summary>
    public required double MemoryBandwidthUtilisation { get; init; }

    /// <summary>The energy of one GPU; null without an energy model.</summary>
    public StepEnergy? Energy { get; init; }

    /// <summary>How much of its roofline the step reaches, from 0 to 1.</summary>
    public double RooflineFraction => Share(RooflineSeconds);

    /// <summary>Time by what binds each operator, longest first.</summary>
    public ImmutableArray<(Bound Bound, double Seconds)> ByBound =>
        [.. Operators.GroupBy(o => o.Estimate.Bound).Select(g => (g.Key, g.Sum(o => o.Exposed))).OrderByDescending(b => b.Item2)];

    /// <summary>What binds the largest part of the step.</summary>
    public Bound Bound => ByBound.Length > 0 ? ByBound[0].Bound : Bound.Latency;

    /// <summary>Time by where its prediction comes from, best first.</summary>
    public ImmutableArray<(Provenance Provenance, double Seconds)> ByProvenance =>
        [.. Operators.GroupBy(o => o.Provenance).Select(g => (g.Key, g.Sum(o => o.Exposed))).OrderBy(p => p.Key)];

    /// <summary>The weakest provenance among operators that make up at least 10 % of the time together.</summary>
    public Provenance Provenance
    {
        get
        {
            var weakest = Provenance.Profiled;
            foreach (var group in Operators.GroupBy(o => o.Provenance))
            {
                if (group.Key > weakest && group.Sum(o => o.Exposed) >= 0.1 * Seconds)
                {
                    weakest = group.Key;
                }
            }

            return weakest;
        }
    }

    /// <summary>A part of the step's time.</summary>
    /// <param name="seconds">The part, in seconds.</param>
    /// <returns>Its share, from 0 to 1.</returns>
    public double Share(double seconds) => Ratio(seconds, Seconds);

    /// <summary>How many times faster this step is than another.</summary>
    /// <param name="other">The other step.</param>
    /// <returns>Above 1 where this one is faster.</returns>
    public double SpeedupOver(StepResult other) => Ratio(other.Seconds, Seconds);

    /// <summary>
    /// Whether the model's error leaves open which of two steps is faster: the 90 % interval of their ratio, the two errors taken as independent (on two GPUs
    /// the errors of one operator and shape correlate by 0 to 0.5 where both were measured and left out of the fit, so that this errs on the careful side).
    /// </summary>
    /// <param name="other">The other step.</param>
    /// <returns>How this step stands to the other.</returns>
    public Separation SeparationFrom(StepResult other)
    {
        if (Seconds <= 0 || other.Seconds <= 0 || LowSeconds <= 0 || other.LowSeconds <= 0)
        {
            return Seconds == other.Seconds ? Separation.NotSeparable : Seconds < other.Seconds ? Separation.Faster : Separation.Slower;
        }

        var (fast, slow) = Seconds < other.Seconds ? (this, other) : (other, this);
        double up = Math.Log(fast.HighSeconds / fast.Seconds), down = Math.Log(slow.Seconds / slow.LowSeconds);
        return Math.Log(slow.Seconds / fast.Seconds) <= Math.Sqrt(up * up + down * down) ? Separation.NotSeparable
            : ReferenceEquals(fast, this) ? Separation.Faster
            : Separation.Slower;
    }

    // A step may take no time at all: an exchange within one GPU.
    internal static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;
}
