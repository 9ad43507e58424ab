using Simulator.Measurement.Training.Casts;
using Simulator.Measurement.Training.Corpora;
using Simulator.Measurement.Training.Models;
using Simulator.Measurement.Training.Studies;
using Simulator.Reporting.Charts;
using Simulator.Reporting.Figures;

namespace Simulator.Cli.Rendering;

/// <summary>The results of real training as tables and figures.</summary>
internal static class TrainingTables
{
    private const string Reference = "bf16";

    /// <summary>The loss of every step.</summary>
    public static DataTable Curves(IReadOnlyList<TrainingResult> results)
    {
        var points = results.SelectMany(r => r.Curve.Select(p => (Run: r, Point: p))).ToArray();
        return new DataTable(
        [
            DataColumn.Of("recipe", points.Select(p => p.Run.Recipe.Name)),
            DataColumn.Of("seed", "", points.Select(p => (double)p.Run.Seed)),
            DataColumn.Of("step", "", points.Select(p => (double)p.Point.Step)),
            DataColumn.Of("training loss", "", points.Select(p => p.Point.TrainingLoss)),
            DataColumn.Of("validation loss", "", points.Select(p => p.Point.ValidationLoss ?? double.NaN)),
            DataColumn.Of("learning rate", "", points.Select(p => p.Point.LearningRate)),
        ]);
    }

    /// <summary>Validation losses, and their differences to bf16 where it was trained.</summary>
    public static IReadOnlyList<Figure> Figures(IReadOnlyList<TrainingResult> results, Corpus corpus)
    {
        var groups = results.GroupBy(r => r.Recipe)
            .Select(g => (Recipe: g.Key, Style: NumericsRecipe.All.IndexOf(g.Key), Runs: g.ToArray())).OrderBy(g => g.Style).ToArray();
        var reference = results.Where(r => r.Recipe.Name == Reference).ToDictionary(r => r.Seed, Evaluated);
        var losses = LossChart.Of([.. groups.Select(g => Curve(g.Recipe, g.Style, [.. g.Runs.Select(Evaluated)]))], corpus.ChanceNatsPerByte, "training-loss");
        LossCurve[] differences =
        [
            .. groups.Where(g => g.Recipe.Name != Reference).Select(g => (g.Recipe, g.Style, Runs: g.Runs.Where(r => reference.ContainsKey(r.Seed)).ToArray()))
                .Where(g => g.Runs.Length > 0).Select(g => Curve(g.Recipe, g.Style, [.. g.Runs.Select(r => Less(Evaluated(r), reference[r.Seed]))])),
        ];
        return differences.Length == 0 ? [losses] : [losses, LossChart.Differences(differences, Reference, "training-difference")];
    }

    /// <summary>Losses by recipe.</summary>
    public static DataTable Losses(IReadOnlyList<RecipeComparison> recipes) => new(
    [
        DataColumn.Of("recipe", recipes.Select(r => r.Recipe.Name)),
        DataColumn.Of("seeds", "", recipes.Select(r => (double)r.Runs.Count)),
        DataColumn.Of("loss", recipes.Select(r => Loss(r.MeanLoss))),
        DataColumn.Of("spread", recipes.Select(r => Loss(r.Spread))),
        DataColumn.Of("in fp32", recipes.Select(r => Loss(r.MeanLossExact))),
        DataColumn.Of("less bf16", recipes.Select(r => double.IsNaN(r.Difference) ? "" : FormattableString.Invariant($"{r.Difference:+0.0000;-0.0000}"))),
        DataColumn.Of("standard error", recipes.Select(r => Loss(r.DifferenceError))),
        DataColumn.Of("95 % interval", recipes.Select(r => double.IsNaN(r.DifferenceInterval) ? ""
            : FormattableString.Invariant($"{r.Difference - r.DifferenceInterval:+0.0000;-0.0000} to {r.Difference + r.DifferenceInterval:+0.0000;-0.0000}"))),
        DataColumn.Of("verdict", recipes.Select(r => TrainingWords.Of(r.Verdict))),
    ]);

    /// <summary>What rounding did, by recipe: shares of the elements that were not zero. Empty where nothing was cast.</summary>
    public static DataTable Rounding(IReadOnlyList<RecipeComparison> recipes)
    {
        return new DataTable(
        [
            DataColumn.Of("recipe", recipes.Select(r => r.Recipe.Name)),
            Counted("gradient elements", TensorClass.Gradient, c => Count(c.NonZero)),
            Counted("flushed to zero", TensorClass.Gradient, c => Count(c.Underflows)),
            Counted("share", TensorClass.Gradient, c => Share(c.UnderflowShare)),
            Counted("saturated", TensorClass.Gradient, c => Count(c.Saturations)),
            Counted("activations to zero", TensorClass.Activation, c => Share(c.UnderflowShare)),
            Counted("activations saturated", TensorClass.Activation, c => Share(c.SaturationShare)),
            Counted("weights to zero", TensorClass.Weight, c => Share(c.UnderflowShare)),
            Counted("weights saturated", TensorClass.Weight, c => Share(c.SaturationShare)),
        ]);

        DataColumn Counted(string name, TensorClass tensor, Func<CastCounts, string> text) =>
            DataColumn.Of(name, recipes.Select(r => r.Counts(tensor)).Select(c => c.Elements == 0 ? "" : text(c)));
    }

    /// <summary>Memory by recipe.</summary>
    public static DataTable Memory(IReadOnlyList<RecipeComparison> recipes)
    {
        StoredMemory[] memory = [.. recipes.Select(r => r.Runs[0].Memory)];
        return new DataTable(
        [
            DataColumn.Of("recipe", recipes.Select(r => r.Recipe.Name)),
            DataColumn.Of("master weights", "B", memory.Select(m => m.MasterBytes)),
            DataColumn.Of("weight copies", "B", memory.Select(m => m.WeightCopyBytes)),
            DataColumn.Of("gradients", "B", memory.Select(m => m.GradientBytes)),
            DataColumn.Of("optimizer", "B", memory.Select(m => m.OptimizerBytes)),
            DataColumn.Of("activations", "B", memory.Select(m => m.ActivationBytes)),
            DataColumn.Of("total", "B", memory.Select(m => m.TotalBytes)),
            Against("of fp32", "fp32"),
            Against("of bf16", Reference),
        ]);

        DataColumn Against(string name, string other)
        {
            var total = recipes.FirstOrDefault(r => r.Recipe.Name == other)?.Runs[0].Memory.TotalBytes ?? double.NaN;
            return DataColumn.Of(name, memory.Select(m => double.IsNaN(total) ? "" : Words.Percent(m.TotalBytes / total)));
        }
    }

    private static string Count(long count) => FormattableString.Invariant($"{count / 1e6:0.###} M");

    private static string Share(double share) => share == 0 ? "0" : FormattableString.Invariant($"{100 * share:0.000} %");

    private static string Loss(double value) => double.IsNaN(value) ? "" : FormattableString.Invariant($"{value:0.0000}");

    private static (double[] Steps, double[] Losses) Evaluated(TrainingResult run)
    {
        var points = run.Curve.Where(p => p.ValidationLoss is not null).ToArray();
        return ([.. points.Select(p => (double)p.Step)], [.. points.Select(p => p.ValidationLoss!.Value)]);
    }

    private static (double[] Steps, double[] Losses) Less((double[] Steps, double[] Losses) run, (double[] Steps, double[] Losses) reference) =>
        (run.Steps, [.. run.Losses.Zip(reference.Losses, (a, b) => a - b)]);

    private static LossCurve Curve(NumericsRecipe recipe, int style, (double[] Steps, double[] Losses)[] runs)
    {
        double[] At(Func<IEnumerable<double>, double> of) => [.. runs[0].Steps.Select((_, i) => of(runs.Select(r => r.Losses[i])))];
        return new LossCurve(recipe.Name, runs[0].Steps, At(Enumerable.Average), At(Enumerable.Min), At(Enumerable.Max)) { Style = style };
    }
}
