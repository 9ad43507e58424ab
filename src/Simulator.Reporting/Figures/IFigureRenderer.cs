namespace Simulator.Reporting.Figures;

/// <summary>Draws figures. A plug-in's renderer has a constructor without parameters.</summary>
public interface IFigureRenderer
{
    /// <summary>Its name, such as <c>built-in</c>.</summary>
    string Name { get; }

    /// <summary>The formats that it writes.</summary>
    IReadOnlyList<FigureFormat> Formats { get; }

    /// <summary>Draws a figure.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="size">For which page.</param>
    /// <param name="stream">Where the file goes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The format is not among <see cref="Formats"/>.</exception>
    void Render(Figure figure, FigureFormat format, FigureSize size, Stream stream);
}
