namespace Simulator.Reporting.Figures;

/// <summary>An area between two lines, such as an interval.</summary>
/// <param name="X">Values on the x axis.</param>
/// <param name="Low">Lower ends, as many.</param>
/// <param name="High">Upper ends, as many.</param>
public sealed record BandLayer(IReadOnlyList<double> X, IReadOnlyList<double> Low, IReadOnlyList<double> High) : Layer;
