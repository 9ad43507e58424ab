using Simulator.Reporting.Figures;

namespace Simulator.Reporting.Svg;

/// <summary>A name in the legend.</summary>
/// <param name="Name">The name.</param>
/// <param name="Layers">The layers of that name, drawn together in its sample.</param>
/// <param name="Left">Where its sample begins.</param>
/// <param name="Top">The top of its row.</param>
internal sealed record LegendEntry(string Name, IReadOnlyList<Layer> Layers, double Left, double Top);
