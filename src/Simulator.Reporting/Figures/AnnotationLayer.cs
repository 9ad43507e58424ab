namespace Simulator.Reporting.Figures;

/// <summary>Text at a place of the figure; left out where other text stands there already.</summary>
/// <param name="X">The place on the x axis.</param>
/// <param name="Y">The place on the y axis.</param>
/// <param name="Text">The text.</param>
public sealed record AnnotationLayer(double X, double Y, string Text) : Layer;
