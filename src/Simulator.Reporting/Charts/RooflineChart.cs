using Simulator.Reporting.Figures;
using Simulator.Reporting.Scales;
using Simulator.Reporting.Steps;

namespace Simulator.Reporting.Charts;

/// <summary>
/// The hierarchical roofline (Williams, Waterman and Patterson 2009; per level of memory as Yang, Kurth and Williams 2020): rates over intensity, a roof for
/// each level of memory, operators placed at the
/// intensity that they have there, as large as their share of the step.
/// </summary>
public static class RooflineChart
{
    private const double LeastLabelledShare = 0.02;
    private const int MostLabels = 10;

    /// <summary>Draws a step.</summary>
    /// <param name="step">The step, with <see cref="StepDocument.Peaks"/>.</param>
    /// <param name="name">What the step is called; empty where it is the only one.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure; null where the peaks or operators that compute are missing.</returns>
    public static Figure? Of(StepDocument step, string name, string id)
    {
        ArgumentNullException.ThrowIfNull(step);
        var operators = step.Operators.Where(o => o is { Flops: > 0, Seconds: > 0, MemoryBytes: > 0 }).ToArray();
        if (step.Peaks is not { MemoryBytesPerSecond: > 0 } peaks || operators.Length == 0 || step.Step is not { Seconds: > 0 } totals)
        {
            return null;
        }

        var levels = Levels(peaks, operators);
        var ceilings = Ceilings(peaks, step);
        var top = ceilings.Max(c => c.Rate);
        var rates = operators.Select(o => o.Flops / o.Seconds).ToArray();
        var intensities = levels.SelectMany(l => l.Intensities).Where(double.IsFinite).ToArray();
        double left = Math.Min(intensities.Min(), top / levels[0].Rate) / 2, right = Math.Max(intensities.Max(), top / levels[0].Rate) * 3;
        var bottom = Math.Min(rates.Min(), left * levels[0].Rate) / 1.5;

        var shares = operators.Select(o => o.ExposedSeconds / totals.Seconds).ToArray();
        List<Layer> layers = [.. Roofs(levels, ceilings, left, right)];
        var named = shares.Select((s, i) => (s, i)).OrderByDescending(p => p.s).Take(MostLabels).Where(p => p.s >= LeastLabelledShare)
            .Select(p => p.i).ToHashSet();
        for (var level = levels.Count - 1; level >= 0; level--)
        {
            var placed = Enumerable.Range(0, operators.Length).Where(i => double.IsFinite(levels[level].Intensities[i])).ToArray();
            layers.Add(new ScatterLayer([.. placed.Select(i => levels[level].Intensities[i])], [.. placed.Select(i => rates[i])], placed)
            {
                Name = LevelName(levels[level].Name, levels[level].Rate),
                Style = level,
                IsHollow = level > 0,
                Areas = [.. placed.Select(i => shares[i] / shares.Max() * (level == 0 ? 1 : 0.35))],
                Labels = level == 0 ? [.. placed.Select(i => named.Contains(i) ? operators[i].Name : "")] : null,
            });
        }

        var rest = Math.Max(0, 1 - shares.Sum());
        var largest = operators[Array.IndexOf(shares, shares.Max())];
        return new Figure(
            id, name.Length > 0 ? $"Roofline, {name}" : "Roofline",
            $"Rate over arithmetic intensity, both logarithmic. Roofs: {string.Join(", ", levels.Select(l => $"{l.Name} {SiFormat.Of(l.Rate, "B/s")}"))}; " +
            $"ceilings: {string.Join(", ", ceilings.Select(c => $"{c.Name} {SiFormat.Of(c.Rate, "FLOP/s")}"))}. " +
            $"The largest operator, {largest.Name}, takes {Wording.Percent(shares.Max())} of the step at " +
                $"{SiFormat.Of(largest.Flops / largest.Seconds, "FLOP/s")}.",
            new Axis("Arithmetic intensity (FLOP per byte at the level)", "", AxisScale.Log10) { Min = left, Max = right },
            new Axis("Rate", "FLOP/s", AxisScale.Log10) { Min = bottom, Max = top * 2.2 },
            layers, Table(operators, shares, levels))
        {
            Aspect = 0.66,
            Note = "Areas are shares of the step's time. Bytes at L2 and shared memory are what the operator's time there is worth at the level's peak." +
                (rest > 0.005 ? $" Operators that compute nothing, or touch no memory of their own ({Wording.Percent(rest)} of the time), have no place here."
                    : ""),
        };
    }

    private static List<(string Name, double Rate, double[] Intensities)> Levels(StepPeaks peaks, StepOperator[] operators)
    {
        List<(string, double, double[])> levels = [("memory", peaks.MemoryBytesPerSecond, [.. operators.Select(o => o.Flops / o.MemoryBytes)])];
        if (peaks.L2BytesPerSecond > 0)
        {
            levels.Add(("L2", peaks.L2BytesPerSecond, [.. operators
                .Select(o => o.ResourceSeconds.L2 > 0 ? o.Flops / (o.ResourceSeconds.L2 * peaks.L2BytesPerSecond) : double.NaN)]));
        }

        if (peaks.SharedMemoryBytesPerSecond > 0 && operators.Any(o => o.ResourceSeconds.SharedMemory > 0))
        {
            levels.Add((
                "shared memory", peaks.SharedMemoryBytesPerSecond,
                [.. operators.Select(o => o.ResourceSeconds.SharedMemory > 0 ? o.Flops / (o.ResourceSeconds.SharedMemory * peaks.SharedMemoryBytesPerSecond)
                    : double.NaN)]));
        }

        return levels;
    }

    private static List<(string Name, double Rate)> Ceilings(StepPeaks peaks, StepDocument step)
    {
        // The formats that the step's products use; fp8 is written fp8-e4m3 in full.
        var used = step.Operators.SelectMany(o => o.Precision.Split('/')).ToHashSet();
        List<(string Name, double Rate)> ceilings =
        [
            .. peaks.TensorFlopsPerSecond.Where(t => t.Value > 0
                && used.Any(u => u == t.Key || (u.StartsWith("fp8", StringComparison.Ordinal) && t.Key == "fp8-e4m3")))
                .Select(t => (t.Key == "fp8-e4m3" ? "fp8" : t.Key, t.Value)).OrderByDescending(t => t.Value),
        ];
        if (ceilings.Count == 0 && peaks.TensorFlopsPerSecond.Count > 0)
        {
            var most = peaks.TensorFlopsPerSecond.MaxBy(t => t.Value);
            ceilings.Add((most.Key, most.Value));
        }

        if (peaks.VectorFlopsPerSecond > 0)
        {
            ceilings.Add(("fp32 vector", peaks.VectorFlopsPerSecond));
        }

        return ceilings;
    }

    private static IEnumerable<LineLayer> Roofs(
        List<(string Name, double Rate, double[] Intensities)> levels, List<(string Name, double Rate)> ceilings, double left, double right)
    {
        var top = ceilings.Max(c => c.Rate);
        foreach (var (ceiling, rate) in ceilings)
        {
            var from = rate / levels.Max(l => l.Rate);
            yield return new LineLayer([Math.Max(left, from), right], [Math.Max(rate, 0), rate])
            {
                Style = Layer.Ink,
                IsThin = rate < top,
                Label = $"{ceiling} {SiFormat.Of(rate, "FLOP/s")}",
            };
        }

        for (var i = 0; i < levels.Count; i++)
        {
            yield return new LineLayer([left, top / levels[i].Rate], [left * levels[i].Rate, top])
            {
                Style = i,
                Name = LevelName(levels[i].Name, levels[i].Rate),
            };
        }
    }

    private static string LevelName(string name, double rate) => $"{name}, {SiFormat.Of(rate, "B/s")}";

    private static DataTable Table(StepOperator[] operators, double[] shares, List<(string Name, double Rate, double[] Intensities)> levels) => new(
    [
        DataColumn.Of("operator", operators.Select(o => o.Name)),
        DataColumn.Of("kind", operators.Select(o => o.Op)),
        DataColumn.Of("share of time", "%", shares.Select(s => 100 * s)),
        DataColumn.Of("rate", "FLOP/s", operators.Select(o => o.Flops / o.Seconds)),
        .. levels.Select(l => DataColumn.Of($"FLOP per byte, {l.Name}", "", l.Intensities)),
        DataColumn.Of("reached of the roofline", "%", operators.Select(o => 100 * o.RooflineSeconds / o.Seconds)),
        DataColumn.Of("bound", operators.Select(o => o.Bound)),
        DataColumn.Of("precision", operators.Select(o => o.Precision)),
        DataColumn.Of("shape", operators.Select(o => o.Shape)),
    ]);
}
