namespace Simulator.Reporting.Figures;

/// <summary>One thing drawn in a figure; later layers lie over earlier ones.</summary>
public abstract record Layer
{
    /// <summary>The <see cref="Style"/> of what is no series: the ink of axes and rules.</summary>
    public const int Ink = -1;

    /// <summary>The name in the legend; null to leave it out.</summary>
    public string? Name { get; init; }

    /// <summary>The series' number from 0, which decides colour, marker, dashes and pattern together; <see cref="Ink"/> for none.</summary>
    public int Style { get; init; }

    /// <summary>Whether it stands back: drawn pale, such as dominated points.</summary>
    public bool IsMuted { get; init; }
}
