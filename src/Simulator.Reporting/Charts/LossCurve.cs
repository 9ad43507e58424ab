namespace Simulator.Reporting.Charts;

/// <summary>A loss, or a difference of losses, over steps: the mean over seeds and the least and largest of them.</summary>
/// <param name="Name">The series.</param>
/// <param name="Steps">Steps.</param>
/// <param name="Mean">The mean at each step.</param>
/// <param name="Low">The least of the seeds.</param>
/// <param name="High">The largest.</param>
public sealed record LossCurve(string Name, IReadOnlyList<double> Steps, IReadOnlyList<double> Mean, IReadOnlyList<double> Low, IReadOnlyList<double> High)
{
    /// <summary>Its number, which decides how it looks.</summary>
    public int Style { get; init; }
}
