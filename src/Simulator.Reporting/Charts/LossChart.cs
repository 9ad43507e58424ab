using Simulator.Reporting.Figures;

namespace Simulator.Reporting.Charts;

/// <summary>Loss curves of training with their spread over seeds.</summary>
public static class LossChart
{
    /// <summary>Draws losses over steps.</summary>
    /// <param name="curves">The curves.</param>
    /// <param name="floor">Chance in the text, below which no loss can fall; null where it is not known.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure.</returns>
    public static Figure Of(IReadOnlyList<LossCurve> curves, double? floor, string id)
    {
        ArgumentNullException.ThrowIfNull(curves);
        var ends = string.Join(", ", curves.Select(c => FormattableString.Invariant($"{c.Name} {c.Mean[^1]:0.0000}")));
        return Draw(curves, floor is { } f ? [new RuleLayer(f, false, "chance in the text") { Style = Layer.Ink }] : [],
            id, "Validation loss over training steps",
            $"Lines of the mean validation loss over seeds with bands from the least to the largest seed. At the end: {ends}.",
            "Validation loss, nats per byte", "loss");
    }

    /// <summary>Draws differences from a reference over steps.</summary>
    /// <param name="curves">The differences, paired by seed.</param>
    /// <param name="reference">What they differ from.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure.</returns>
    public static Figure Differences(IReadOnlyList<LossCurve> curves, string reference, string id)
    {
        ArgumentNullException.ThrowIfNull(curves);
        var ends = string.Join(", ", curves.Select(c => FormattableString.Invariant($"{c.Name} {c.Mean[^1]:+0.0000;-0.0000}")));
        return Draw(curves, [new RuleLayer(0, false, reference) { Style = Layer.Ink }], id, $"Validation loss less that of {reference} from the same seed",
            $"Lines of the mean difference over seeds with bands from the least to the largest seed; above 0 is worse. At the end: {ends}.",
            $"Difference to {reference}, nats per byte", "difference");
    }

    private static Figure Draw(
        IReadOnlyList<LossCurve> curves, IEnumerable<Layer> rules, string id, string title, string description, string axis, string column) =>
        new(id, title, description, new Axis("Step"), new Axis(axis),
            [
                .. curves.Select(c => new BandLayer(c.Steps, c.Low, c.High) { Style = c.Style }), .. rules,
                .. curves.Select(c => new LineLayer(c.Steps, c.Mean) { Style = c.Style, Name = c.Name }),
            ],
            new DataTable(
            [
                DataColumn.Of("recipe", curves.SelectMany(c => c.Steps.Select(_ => c.Name))),
                DataColumn.Of("step", "", curves.SelectMany(c => c.Steps)),
                DataColumn.Of($"mean {column}", "", curves.SelectMany(c => c.Mean)),
                DataColumn.Of("least", "", curves.SelectMany(c => c.Low)),
                DataColumn.Of("largest", "", curves.SelectMany(c => c.High)),
            ]))
        {
            Aspect = 0.45,
        };
}
