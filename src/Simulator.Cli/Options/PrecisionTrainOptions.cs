using System.CommandLine;
using System.Globalization;
using Simulator.Hardware.Errors;
using Simulator.Measurement.Training.Corpora;
using Simulator.Measurement.Training.Models;
using Simulator.Measurement.Training.Studies;

namespace Simulator.Cli.Options;

/// <summary>The options that say what is trained in a precision experiment, and how long.</summary>
internal sealed class PrecisionTrainOptions
{
    private const int DefaultSeeds = 3;
    private static readonly TrainingSettings Standard = new();

    private readonly Option<string[]> recipes = new("--recipes")
    {
        Description = $"{string.Join(", ", NumericsRecipe.Names)} (default: all)",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> text = new("--text")
    {
        Description = "file to learn from, byte by byte; its last sixteenth is kept for validation (default: generated chronicles)",
        HelpName = "FILE",
    };

    private readonly Option<string?> rate = new("--learning-rate")
    {
        Description = "highest learning rate: after a tenth of the steps, then falling along a cosine to a tenth"
            + FormattableString.Invariant($" (default: {Standard.LearningRate})"),
        HelpName = "X",
    };

    private readonly Option<int?> seeds = Counts.Option("--seeds", $"how many seeds, from --seed on, each for all recipes (default: {DefaultSeeds})");
    private readonly Option<int?> seed = Counts.Option("--seed", "the first seed of weights, batches and stochastic rounding (default: 1)", 0);
    private readonly Option<int?> steps = Counts.Option("--steps", $"training steps (default: {Standard.Steps})");
    private readonly Option<int?> interval = Counts.Option("--eval-every", $"steps between evaluations (default: {Standard.EvaluationInterval})");
    private readonly Option<int?> layers = Counts.Option("--layers", $"layers (default: {Standard.Shape.Layers})");
    private readonly Option<int?> hidden = Counts.Option("--hidden", $"elements of a token: heads times a multiple of 16 (default: {Standard.Shape.Hidden})");
    private readonly Option<int?> heads = Counts.Option("--heads", $"attention heads (default: {Standard.Shape.Heads})");
    private readonly Option<int?> inner = Counts.Option(
        "--inner", $"elements inside the feed-forward part, a multiple of 16 (default: {Standard.Shape.Inner})");
    private readonly Option<int?> sequence = Counts.Option("--seq", $"bytes of a sequence, a multiple of 16 (default: {Standard.Shape.Sequence})");
    private readonly Option<int?> batch = Counts.Option("--batch", $"sequences of a step (default: {Standard.Shape.Batch})");
    private readonly Option<int?> threads = Counts.Option("--threads", "threads; results do not depend on it (default: as many as cores)");

    /// <summary>The options, for help.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<Option> Options)> Groups =>
        [("Training", [recipes, seeds, seed, steps, rate, interval, text, threads]), ("Model", [layers, hidden, heads, inner, sequence, batch])];

    /// <summary>The recipes.</summary>
    public IReadOnlyList<NumericsRecipe> Recipes(ParseResult parsed)
    {
        string[] names = [.. (parsed.GetValue(recipes) ?? []).SelectMany(n => n.Split(',', StringSplitOptions.RemoveEmptyEntries))];
        return names.Length == 0 ? NumericsRecipe.All : OptionErrors.Named(recipes.Name, () => names.Select(NumericsRecipe.Parse).Distinct().ToArray());
    }

    /// <summary>The seeds.</summary>
    /// <exception cref="InputException">They run past the largest number.</exception>
    public IReadOnlyList<int> Seeds(ParseResult parsed)
    {
        int first = parsed.GetValue(seed) ?? 1, count = parsed.GetValue(seeds) ?? DefaultSeeds;
        const int Most = 1000;
        return count > Most ? throw new InputException($"'{count}' is not accepted; accepted: at most {Most}", key: seeds.Name)
            : first > int.MaxValue - Most ? throw new InputException($"'{first}' is not accepted; accepted: at most {int.MaxValue - Most}", key: seed.Name)
            : [.. Enumerable.Range(first, count)];
    }

    /// <summary>The text.</summary>
    public Corpus Corpus(ParseResult parsed) => parsed.GetValue(text) is { } file
        ? Measurement.Training.Corpora.Corpus.Read(file)
        : Measurement.Training.Corpora.Corpus.Generate();

    /// <summary>The study's settings.</summary>
    public TrainingSettings Settings(ParseResult parsed)
    {
        var shape = Standard.Shape;
        return Standard with
        {
            Shape = new TransformerShape(
                parsed.GetValue(layers) ?? shape.Layers, parsed.GetValue(hidden) ?? shape.Hidden, parsed.GetValue(heads) ?? shape.Heads,
                parsed.GetValue(inner) ?? shape.Inner, parsed.GetValue(sequence) ?? shape.Sequence, parsed.GetValue(batch) ?? shape.Batch),
            Steps = parsed.GetValue(steps) ?? Standard.Steps,
            EvaluationInterval = parsed.GetValue(interval) ?? Standard.EvaluationInterval,
            LearningRate = Rate(parsed),
        };
    }

    /// <summary>The threads.</summary>
    public int Threads(ParseResult parsed)
    {
        const int Most = 1024;
        var count = parsed.GetValue(threads) ?? Environment.ProcessorCount;
        return count <= Most ? count : throw new InputException($"'{count}' is not accepted; accepted: at most {Most}", key: threads.Name);
    }

    private double Rate(ParseResult parsed) => parsed.GetValue(rate) is not { } given ? Standard.LearningRate
        : double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= 1 ? value
        : throw new InputException($"'{given}' is not accepted; accepted: a number above 0, at most 1", key: rate.Name);
}
