namespace Simulator.Systems.Training.Validation;

/// <summary>A measured training run of a table.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Model">The model as the table names it.</param>
/// <param name="Framework">The framework as the table names it.</param>
/// <param name="TokensPerSecondPerGpu">What was measured.</param>
/// <param name="Request">The step that was run.</param>
public sealed record TrainingMeasurement(int Line, string Model, string Framework, double TokensPerSecondPerGpu, TrainingRequest Request)
{
    /// <summary>Whether the table says what was computed again.</summary>
    public bool RecomputationIsKnown { get; init; }
}
