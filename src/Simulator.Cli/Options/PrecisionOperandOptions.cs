using System.CommandLine;
using System.Globalization;
using Simulator.Hardware.Errors;
using Simulator.Measurement.Precision;
using Simulator.Workloads.Operators;

namespace Simulator.Cli.Options;

/// <summary>The options that say what is multiplied in a precision experiment and how it is rounded.</summary>
internal sealed class PrecisionOperandOptions
{
    private const int DefaultSample = 64;
    private const double DefaultAlpha = 0.5;

    private readonly Option<string> shape = new("--shape")
    {
        Description = "shape of the product (default: 'm=4096;n=4096;k=4096');"
            + " time is that of the whole, errors are of --sample rows and columns over the whole of k",
        HelpName = "'m=N;n=N;k=N'",
        DefaultValueFactory = _ => "m=4096;n=4096;k=4096",
    };

    private readonly Option<string> distribution = new("--distribution")
    {
        Description = "activations: normal, outliers (few channels 20 to 100 times larger), student-t, or an .npy file of rows of k (default: normal)",
        HelpName = "NAME|FILE",
        DefaultValueFactory = _ => ValueDistribution.Normal,
    };

    private readonly Option<string> weights = new("--weights")
    {
        Description = "weights: a distribution, or an .npy file of rows of k, one per output feature (default: normal)",
        HelpName = "NAME|FILE",
        DefaultValueFactory = _ => ValueDistribution.Normal,
    };

    private readonly Option<string?> scales = new("--scales")
    {
        Description = "which elements share a scale in formats without blocks: tensor, row (per token and channel), or N along k (default: row; int4: 128)",
        HelpName = "tensor|row|N",
    };

    private readonly Option<string> rounding = new("--rounding")
    {
        Description = "nearest or stochastic (default: nearest)",
        HelpName = "NAME",
        DefaultValueFactory = _ => "nearest",
    };


    private readonly Option<string[]> transform = new("--transform")
    {
        Description = "what is done to both operands first, in this order: hadamard, smooth (default: nothing)",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string> alpha = new("--alpha")
    {
        Description = "how much of the difficulty smooth moves to the weights, 0 to 1 (default: 0.5)",
        HelpName = "A",
        DefaultValueFactory = _ => "0.5",
    };

    private readonly Option<bool> weightOnly = new("--weight-only") { Description = "rounds weights alone; activations stay in bf16" };
    private readonly Option<int?> sample = Counts.Option("--sample", $"rows and columns of the result that are computed (default: {DefaultSample})");
    private readonly Option<int?> seed = Counts.Option("--seed", "seed of what is random (default: 1)", 0);

    /// <summary>The options, for help.</summary>
    public (string Title, IReadOnlyList<Option> Options) Group =>
        ("Operands", [shape, distribution, weights, scales, rounding, transform, alpha, weightOnly, sample, seed]);

    /// <summary>The files that operands are read from.</summary>
    /// <param name="parsed">The command line.</param>
    public IEnumerable<string> Files(ParseResult parsed) => [parsed.GetValue(distribution)!, parsed.GetValue(weights)!];

    /// <summary>The product.</summary>
    public GemmOperator Operator(ParseResult parsed) =>
        (GemmOperator)OptionErrors.FromKeys(() => OperatorVocabulary.Parse("gemm", "bf16", parsed.GetValue(shape)!));

    /// <summary>Reads or draws the operands.</summary>
    public PrecisionGemm Experiment(ParseResult parsed, GemmOperator op)
    {
        var (rows, key) = (parsed.GetValue(sample) ?? DefaultSample, Seed(parsed));
        OptionErrors.Named(sample.Name, () => OperandSource.Check(Math.Min(rows, op.M), Math.Min(rows, op.N), op.K));
        var power = double.TryParse(parsed.GetValue(alpha), NumberStyles.Float, CultureInfo.InvariantCulture, out var a) && a is >= 0 and <= 1
            ? a
            : throw new InputException($"'{parsed.GetValue(alpha)}' is not accepted; accepted: a number from 0 to 1, such as {DefaultAlpha}", key: alpha.Name);
        var transforms = OptionErrors.Named(
            transform.Name, () => (parsed.GetValue(transform) ?? []).Select(name => OperandTransform.Parse(name, power, key)).ToArray());
        return new PrecisionGemm(
            OptionErrors.Named(distribution.Name, () => OperandSource.Read(parsed.GetValue(distribution)!, Math.Min(rows, op.M), op.K, key, 0)),
            OptionErrors.Named(weights.Name, () => OperandSource.Read(parsed.GetValue(weights)!, Math.Min(rows, op.N), op.K, key, 1)),
            transforms);
    }

    /// <summary>How operands are rounded.</summary>
    public QuantisationOptions Rounding(ParseResult parsed) => new()
    {
        Scales = parsed.GetValue(scales) is { } text ? OptionErrors.Named(scales.Name, () => QuantisationOptions.ParseScales(text)) : null,
        Rounding = OptionErrors.Named(rounding.Name, () => QuantisationOptions.ParseRounding(parsed.GetValue(rounding)!)),
        WeightOnly = parsed.GetValue(weightOnly),
        Seed = Seed(parsed),
    };

    /// <summary>The experiment in a few words.</summary>
    public string Describe(ParseResult parsed, PrecisionGemm experiment)
    {
        string[] parts =
        [
            $"errors of {experiment.Rows} x {experiment.Columns} results over the whole of k", $"activations {parsed.GetValue(distribution)}",
            $"weights {parsed.GetValue(weights)}",
            .. (parsed.GetValue(transform) ?? []), .. parsed.GetValue(weightOnly) ? ["weights alone rounded"] : Array.Empty<string>(),
            .. parsed.GetValue(scales) is { } s ? [$"scales per {s}"] : Array.Empty<string>(), $"rounding {parsed.GetValue(rounding)}", $"seed {Seed(parsed)}",
        ];
        return string.Join(", ", parts);
    }

    private ulong Seed(ParseResult parsed) => (ulong)(parsed.GetValue(seed) ?? 1);
}
