using Simulator.Reporting.Figures;
using Simulator.Reporting.Steps;

namespace Simulator.Reporting.Charts;

/// <summary>The time line of a step: a lane for each block of operators that repeat together, one repetition of it.</summary>
public static class TimelineChart
{
    private const int MostLanes = 14;

    /// <summary>Draws a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="name">What the step is called; empty where it is the only one.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure; null where the step has no operators.</returns>
    public static Figure? Of(StepDocument step, string name, string id)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (step.Operators.Length == 0)
        {
            return null;
        }

        List<string> lanes = [];
        List<(StepOperator Operator, int Lane, double Start)> placed = [];
        for (var start = 0; start < step.Operators.Length;)
        {
            var end = start + 1;
            while (end < step.Operators.Length && step.Operators[end].Repeat == step.Operators[start].Repeat)
            {
                end++;
            }

            Block(step.Operators.AsSpan()[start..end], lanes, placed);
            start = end;
        }

        if (lanes.Count > MostLanes)
        {
            placed.RemoveAll(p => p.Lane >= MostLanes);
        }

        string[] shown = [.. lanes.Take(MostLanes)];
        IEnumerable<Layer> layers = placed.Select((p, row) => (p, row)).GroupBy(p => p.p.Operator.Bound).OrderBy(g => BoundStyles.Of(g.Key))
            .Select(g => new BarLayer(
            [.. g.Select(x => new Bar(x.p.Lane, x.p.Start, x.p.Start + x.p.Operator.Seconds, x.row, x.p.Operator.Name.Split('.')[^1].Replace('_', ' ')))])
            {
                Name = g.Key,
                Style = BoundStyles.Of(g.Key),
                LabelsInside = true,
            });
        return new Figure(
            id, name.Length > 0 ? $"Time line, {name}" : "Time line of the step",
            $"Operators one after the other from left to right; a lane for each block of operators that repeat together: {string.Join("; ", shown)}. Each " +
                $"block is shown once.",
            new Axis("Time within one repetition", "s") { FromZero = true }, Axis.Of("", shown), [.. layers],
            new DataTable(
            [
                DataColumn.Of("operator", placed.Select(p => p.Operator.Name)), DataColumn.Of("start", "s", placed.Select(p => p.Start)),
                DataColumn.Of("time", "s", placed.Select(p => p.Operator.Seconds)), DataColumn.Of("runs", "", placed.Select(p => p.Operator.Repeat)),
                DataColumn.Of("bound", placed.Select(p => p.Operator.Bound)), DataColumn.Of("kind", placed.Select(p => p.Operator.Op)),
                DataColumn.Of("shape", placed.Select(p => p.Operator.Shape)), DataColumn.Of("tile", placed.Select(p => p.Operator.Tile)),
            ]))
        {
            Note = lanes.Count > MostLanes ? $"The first {MostLanes} of {lanes.Count} blocks are shown." : null,
        };
    }

    // Streams beside the main one start where it stands and have a lane of their own.
    private static void Block(ReadOnlySpan<StepOperator> block, List<string> lanes, List<(StepOperator Operator, int Lane, double Start)> placed)
    {
        var main = -1;
        var side = -1;
        double now = 0, beside = 0;
        var name = Wording.Sentence(block[0].Name.Split('.')[0]) +
            (block.Length > 1 && block[^1].Name.Split('.')[0] is var last && last != block[0].Name.Split('.')[0] ? $" … {last}" : "");
        var times = block[0].Repeat > 1 ? $", × {Wording.Count(block[0].Repeat)}" : "";
        for (var i = 0; i < block.Length; i++)
        {
            if (block[i].Stream == 0)
            {
                if (main < 0)
                {
                    main = lanes.Count;
                    lanes.Add(name + times);
                }

                placed.Add((block[i], main, now));
                now += block[i].Seconds;
                continue;
            }

            if (side < 0)
            {
                side = lanes.Count;
                lanes.Add($"{name}, stream {block[i].Stream}{times}");
            }

            beside = i == 0 || block[i - 1].Stream == 0 ? Math.Max(now, beside) : beside;
            placed.Add((block[i], side, beside));
            beside += block[i].Seconds;
        }
    }
}
