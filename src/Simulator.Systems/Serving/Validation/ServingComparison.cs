using Simulator.Systems.Serving.Metrics;

namespace Simulator.Systems.Serving.Validation;

/// <summary>A measured run beside its prediction.</summary>
/// <param name="Measured">The run.</param>
/// <param name="Predicted">The prediction.</param>
public sealed record ServingComparison(MeasuredServing Measured, ServingResult Predicted)
{
    /// <summary>Predicted over measured time per output token.</summary>
    public double TpotRatio => Predicted.Tpot.Mean / Measured.TpotSeconds;

    /// <summary>Predicted over measured time to first token.</summary>
    public double TtftRatio => Predicted.Ttft.Mean / Measured.TtftSeconds;
}
