using Simulator.Measurement.Training.Corpora;
using Simulator.Measurement.Training.Studies;

namespace Simulator.Cli.Rendering;

/// <summary>Real training in words.</summary>
internal static class TrainingWords
{
    /// <summary>What is about to run.</summary>
    public static string Describe(TrainingSettings settings, Corpus corpus, int recipes, int seeds)
    {
        var shape = settings.Shape;
        var chance = corpus.ChanceNatsPerByte is { } nats ? FormattableString.Invariant($", chance {nats:0.000}") : "";
        return FormattableString.Invariant($"{shape.Parameters / 1e6:0.00} M parameters: {shape.Layers} layers of {shape.Hidden}, ")
            + FormattableString.Invariant($"{shape.Heads} heads, inner {shape.Inner}; ")
            + FormattableString.Invariant($"{settings.Steps} steps of {shape.Batch} x {shape.Sequence} bytes; {recipes} recipes, {seeds} seeds\n")
            + FormattableString.Invariant($"text: {corpus.Name}, {corpus.Training.Length} + {corpus.Validation.Length} bytes; ")
            + FormattableString.Invariant($"in nats per byte: of bytes alone {corpus.UnigramNats():0.000}{chance}");
    }

    /// <summary>A verdict.</summary>
    public static string Of(LossVerdict verdict) => verdict switch
    {
        LossVerdict.OneSeed => "one seed: not known",
        LossVerdict.WithinNoise => "within noise",
        LossVerdict.Worse => "worse",
        LossVerdict.Better => "better",
        _ => "",
    };
}
