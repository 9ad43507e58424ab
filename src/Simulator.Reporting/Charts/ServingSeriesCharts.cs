using Simulator.Reporting.Figures;

namespace Simulator.Reporting.Charts;

/// <summary>Quantities of a serving run over its time: averages over intervals.</summary>
public static class ServingSeriesCharts
{
    /// <summary>The columns of the table that these figures take.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["start_s", "end_s", "queue", "batch", "kv_share", "prompt_tokens_per_s", "decode_tokens_per_s", "preemptions", "watts_per_gpu"];

    /// <summary>Draws requests that wait and sequences that are served.</summary>
    /// <param name="series">The run over time: <see cref="Columns"/>.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure.</returns>
    public static Figure Occupancy(DataTable series, string id) => Draw(
        series, id, "Queue and batch over time", "Lines of waiting requests and of sequences in steps over the time of the run.",
        new Axis("Requests") { FromZero = true }, 1, ("queue", "waiting", ""), ("batch", "in steps", ""));

    /// <summary>Draws the use of the KV cache.</summary>
    /// <param name="series">The run over time: <see cref="Columns"/>.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure.</returns>
    public static Figure Cache(DataTable series, string id) => Draw(
        series, id, "KV cache over time", "Line of the share of the KV cache's blocks that were taken, over the time of the run.",
        new Axis("Share of the cache taken", "%") { Min = 0, Max = 100 }, 100, ("kv_share", "taken", "%"));

    /// <summary>Draws tokens per second.</summary>
    /// <param name="series">The run over time: <see cref="Columns"/>.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure.</returns>
    public static Figure Tokens(DataTable series, string id) => Draw(
        series, id, "Tokens over time", "Lines of prompt tokens computed and of tokens decoded per second, over the time of the run.",
        new Axis("Tokens per second") { FromZero = true }, 1, ("prompt_tokens_per_s", "prompts", ""), ("decode_tokens_per_s", "decoded", ""));

    /// <summary>Draws the power of one GPU.</summary>
    /// <param name="series">The run over time: <see cref="Columns"/>.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure; null where energy is not known.</returns>
    public static Figure? Power(DataTable series, string id) => Number(series, "watts_per_gpu").Any(double.IsFinite)
        ? Draw(
            series, id, "Power over time", "Line of the estimated mean power of one GPU over the time of the run.",
            new Axis("Power of one GPU", "W") { FromZero = true }, 1, ("watts_per_gpu", "power", "W")) with
        { Note = "Estimated, of the GPU alone: docs/silicon.md." }
        : null;

    private static Figure Draw(
        DataTable series, string id, string title, string description, Axis y, double factor, params (string Column, string Name, string Unit)[] lines)
    {
        var start = Number(series, "start_s");
        var end = Number(series, "end_s");
        double[] x = [.. start, end.Count > 0 ? end[^1] : 0];
        var layers = lines.Select((line, style) =>
        {
            double[] values = [.. Number(series, line.Column).Select(v => factor * v)];
            return new LineLayer(x, [.. values, values.Length > 0 ? values[^1] : 0])
            {
                Style = style,
                Name = lines.Length > 1 ? line.Name : null,
                Shape = LineShape.Step,
            };
        });
        var most = lines.Select(l => Number(series, l.Column).DefaultIfEmpty(0).Max() * factor).ToArray();
        var peaks = string.Join(", ", lines.Select((l, i) =>
            FormattableString.Invariant($"{most[i]:#,0.#}{(l.Unit.Length > 0 ? " " + l.Unit : "")} {l.Name}")));
        return new Figure(
            id, title, $"{description} The most: {peaks}.", new Axis("Time of the run", "s") { FromZero = true }, y, [.. layers],
            new DataTable(
            [
                DataColumn.Of("from", "s", start), DataColumn.Of("to", "s", end),
                .. lines.Select(l => DataColumn.Of(l.Name, l.Unit, Number(series, l.Column).Select(v => factor * v))),
            ]));
    }

    private static IReadOnlyList<double> Number(DataTable table, string column) => table.Columns[table.IndexOf(column)].Numbers!;
}
