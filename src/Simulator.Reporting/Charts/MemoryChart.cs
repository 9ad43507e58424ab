using Simulator.Reporting.Figures;
using Simulator.Reporting.Scales;
using Simulator.Reporting.Steps;

namespace Simulator.Reporting.Charts;

/// <summary>The memory of one GPU, part upon part, against its capacity.</summary>
public static class MemoryChart
{
    /// <summary>Draws steps.</summary>
    /// <param name="steps">The steps; those without memory are left out.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure; null where no step has memory.</returns>
    public static Figure? Of(IReadOnlyList<StepDocument> steps, string id)
    {
        return Of(
            [
                .. steps.Zip(StepNames.Of(steps)).Where(s => s.First.Memory is not null)
                    .Select(s => new GpuMemory(s.Second, s.First.Memory!.Parts, s.First.Memory.Total, s.First.Memory.Capacity) { Fits = s.First.Memory.Fits }),
            ], id);
    }

    /// <summary>Draws what GPUs hold.</summary>
    /// <param name="known">The GPUs.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure; null where there is none.</returns>
    public static Figure? Of(IReadOnlyList<GpuMemory> known, string id)
    {
        ArgumentNullException.ThrowIfNull(known);
        if (known.Count == 0)
        {
            return null;
        }

        var ends = new double[known.Count];
        List<Layer> layers = [];
        List<(string Step, string Part, double Bytes)> rows = [];
        var parts = known.SelectMany(k => k.Parts.Where(p => p.Bytes > 0).Select(p => p.Name)).Distinct().ToArray();
        for (var style = 0; style < parts.Length; style++)
        {
            List<Bar> bars = [];
            for (var i = 0; i < known.Count; i++)
            {
                var bytes = known[i].Parts.Where(p => p.Name == parts[style]).Sum(p => p.Bytes);
                bars.Add(new Bar(i, ends[i], ends[i] + bytes, rows.Count, bytes > 0 ? SiFormat.Of(bytes, "B") : null));
                ends[i] += bytes;
                rows.Add((known[i].Name, parts[style], bytes));
            }

            layers.Add(new BarLayer(bars) { Name = parts[style], Style = style, LabelsInside = true, Fill = 0.56 });
        }

        var capacity = rows.Count;
        rows.AddRange(known.Select(k => (k.Name, "capacity", k.Capacity)));
        layers.Add(new BarLayer([.. known.Select((k, i) => new Bar(i, 0, k.Capacity, capacity + i))])
        {
            Style = Layer.Ink,
            IsOutline = true,
            Fill = 0.8,
            Name = "capacity"
        });
        var over = known.Where(k => !k.Fits).Select(k => k.Name).ToArray();
        return new Figure(
            id, "Memory per GPU",
            $"Stacked level bars of what one GPU holds, in an outline of its capacity. {known[0].Name}: {SiFormat.Of(known[0].Total, "B")} of " +
                $"{SiFormat.Of(known[0].Capacity, "B")}." +
            (over.Length > 0 ? $" Does not fit: {string.Join(", ", over)}." : ""),
            new Axis("Memory of one GPU", "B") { FromZero = true }, Axis.Of("", [.. known.Select(k => k.Name)]), layers,
            new DataTable(
            [
                DataColumn.Of("step", rows.Select(r => r.Step)), DataColumn.Of("part", rows.Select(r => r.Part)),
                    DataColumn.Of("bytes", "B", rows.Select(r => r.Bytes)),
            ]))
        {
            Note = over.Length > 0 ? $"Does not fit: {string.Join(", ", over)}." : null,
        };
    }
}
