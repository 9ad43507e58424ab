namespace Simulator.Reporting.Validations;

/// <summary>A measurement beside its prediction, as a line of <c>gpusim validate --csv</c>; times in seconds.</summary>
/// <param name="Gpu">The GPU's id.</param>
/// <param name="Op">The operator.</param>
/// <param name="Precision">Its formats.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="MeasuredSeconds">The time measured, above 0.</param>
/// <param name="PredictedSeconds">The time predicted, above 0.</param>
/// <param name="LowSeconds">The lower end of the prediction's 90 % interval; not a number where it is not known.</param>
/// <param name="HighSeconds">The upper end.</param>
/// <param name="RooflineSeconds">The time at the datasheet's peaks; not a number where it is not known.</param>
/// <param name="Bound">What binds it.</param>
public sealed record ValidationRow(
    string Gpu, string Op, string Precision, string Shape, double MeasuredSeconds, double PredictedSeconds, double LowSeconds, double HighSeconds,
    double RooflineSeconds, string Bound)
{
    /// <summary>Predicted over measured, minus one.</summary>
    public double Error => PredictedSeconds / MeasuredSeconds - 1;

    /// <summary>Whether the measurement lies in the interval.</summary>
    public bool IsCovered => MeasuredSeconds >= LowSeconds && MeasuredSeconds <= HighSeconds;
}
