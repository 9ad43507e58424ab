namespace Simulator.Systems.Training.Validation;

/// <summary>A measured run beside its prediction.</summary>
/// <param name="Measured">The measurement.</param>
/// <param name="Result">The prediction.</param>
public sealed record TrainingComparison(TrainingMeasurement Measured, TrainingResult Result)
{
    /// <summary>Predicted over measured tokens per second and GPU, minus one.</summary>
    public double Error => (Result.TokensPerSecondPerGpu / Measured.TokensPerSecondPerGpu) - 1;

    /// <summary>Whether the measured rate lies in the prediction's 90 % interval.</summary>
    public bool IsCovered
    {
        get
        {
            var seconds = Result.Seconds * (1 + Error);
            return seconds >= Result.LowSeconds && seconds <= Result.HighSeconds;
        }
    }
}
