using Simulator.Measurement.Training.Studies;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Draws the comparison of recipes that were really trained.</summary>
internal static class TrainingRunView
{
    /// <summary>Draws losses, what rounding did, and memory.</summary>
    public static void Draw(IAnsiConsole console, IReadOnlyList<RecipeComparison> recipes)
    {
        console.Write(new Text("final validation loss in nats per byte; differences are paired by seed, verdicts are those of their 95 % intervals\n"));
        DataTableView.Draw(console, TrainingTables.Losses(recipes), "95 % interval", "standard error", "in fp32", "seeds");
        console.Write(new Text("\nelements that rounding flushed to zero or cut to the largest value, all steps and seeds\n"));
        DataTableView.Draw(console, TrainingTables.Rounding(recipes), "weights saturated", "activations saturated", "weights to zero", "gradient elements");
        console.Write(new Text("\nmemory of the tensors in their formats, scales included\n"));
        DataTableView.Draw(console, TrainingTables.Memory(recipes), "gradients", "optimizer", "master weights");
    }
}
