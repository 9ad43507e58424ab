namespace Simulator.Reporting.Charts;

/// <summary>A format on a GPU: how wrong and how fast.</summary>
/// <param name="Gpu">The GPU's id.</param>
/// <param name="Label">The format, and how it is summed where that is not the usual way.</param>
/// <param name="SpeedUp">Time in bf16 over time in the format.</param>
/// <param name="RelativeError">The relative error of the result; above 0 to be drawn.</param>
/// <param name="Row">Its row in the figure's table.</param>
public sealed record PrecisionPoint(string Gpu, string Label, double SpeedUp, double RelativeError, int Row);
