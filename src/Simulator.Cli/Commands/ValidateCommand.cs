using System.CommandLine;
using System.Globalization;
using Simulator.Cli.Export;
using Simulator.Cli.Help;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Exploration.Results;
using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Errors;
using Simulator.Measurement.Validation;
using Simulator.Reporting.Validations;
using Simulator.Systems.Serving.Validation;
using Simulator.Systems.Training.Validation;
using Simulator.Timing.Calibration;
using Simulator.Workloads.Models.Catalog;
using Spectre.Console;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim validate</c>: how far predictions are from measurements.</summary>
internal sealed class ValidateCommand
{
    private static readonly string[] Examples =
    [
        "validate --measurements measured/ --where 'n>=128' --where 'k>=128'",
        "validate --measurements gemm.csv --gpu h100-sxm --precision fp8 --worst 20 --max-mape 15",
        "validate --training training.csv --worst 10",
        "validate --serving serving.csv --csv served.csv",
    ];

    private readonly TextWriter output;
    private readonly TextWriter error;
    private readonly MeasurementOptions measurements = new();
    private readonly Option<string?> training = new("--training")
    {
        Description = "a table of measured training runs in place of operators: CSV with model, gpu, num_gpus, tokens_per_s_per_gpu and the layout",
        HelpName = "FILE",
    };
    private readonly Option<string?> serving = new("--serving") { Description = "measured serving runs (CSV) in place of operators: each is simulated in a closed loop", HelpName = "FILE" };
    private readonly CoefficientOptions coefficientOptions = new();
    private readonly Option<string?> maxMape = new("--max-mape") { Description = "exit code 1 where the total mean absolute error exceeds P percent", HelpName = "P" };
    private readonly Option<int?> worst = Counts.Option("--worst", "also show the N rows with the largest errors");
    private readonly Option<string?> json = new("--json") { Description = "writes the errors as JSON; without a file, to standard output", HelpName = "FILE", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> csv = new("--csv") { Description = "writes every row with its prediction as CSV; without a file, to standard output", HelpName = "FILE", Arity = ArgumentArity.ZeroOrOne };

    private readonly KeepOptions keep = new("validate");

    private ValidateCommand(TextWriter output, TextWriter error)
    {
        this.output = output;
        this.error = error;
    }

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, TextWriter error, Dictionary<Command, HelpTopic> topics)
    {
        var verb = new ValidateCommand(output, error);
        var command = new Command("validate", "hold predictions against measurements: errors by GPU, operator and precision");
        verb.measurements.AddTo(command);
        command.Add(verb.training);
        command.Add(verb.serving);
        Option[] results = [.. verb.coefficientOptions.All, verb.maxMape, verb.worst, verb.json, verb.csv, .. verb.keep.All];
        foreach (var option in results)
        {
            command.Add(option);
        }

        topics.Add(command, new HelpTopic([verb.measurements.Group, ("Training and serving", [verb.training, verb.serving]), ("Results", results)], Examples));

        command.SetAction((parsed, cancellation) => Task.FromResult(verb.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var limit = Limit(parsed);
        var coefficients = coefficientOptions.Load(parsed);
        if (parsed.GetValue(training) is { } table)
            return Training(parsed, table, coefficients, limit);
        if (parsed.GetValue(serving) is { } runs)
        {
            return Serving(parsed, runs, coefficients, limit, cancellation);
        }

        var (set, systems) = measurements.Load(parsed);
        var report = Validator.Validate(set, systems, coefficients);
        if (report.Total is not { } total)
        {
            throw new InputException("no measurement can be compared; accepted: rows of GPUs and operators that 'gpusim list' names");
        }

        var files = new OutputFiles(output);
        Export(parsed, files, json, () => ValidationJson.Write(report, coefficients.Profile?.Name));
        Export(parsed, files, csv, () => ValidationCsv.Write(report));
        var kept = keep.Add(
            parsed, files, RunKind.Validation, $"Predictions against measurements of {string.Join(", ", report.Groups.Select(g => g.Gpu).Distinct())}", ValidationFile.FileName,
            () => ValidationCsv.Write(report), [CalibrationFile.PathOf(ConfigDirectory.Find(parsed.GetValue(CommonOptions.Configs)), coefficientOptions.CalibrationName(parsed)), .. measurements.Files(parsed)]);
        files.Commit();
        if (!files.UsesOutput)
        {
            var console = Terminal.On(output);
            if (coefficients.Profile is { } used)
            {
                console.WriteLine($"predictions of {used.Gpu}{Words.WithProfile(used.Name)}");
            }

            ValidationView.Draw(console, report);
            if (parsed.GetValue(worst) is { } count)
            {
                ValidationView.Worst(console, report, count);
            }

            ResultsView.Draw(console, kept);
        }

        return Verdict(total.Mape, limit);
    }

    private int Training(ParseResult parsed, string table, TimingCoefficients coefficients, double? limit)
    {
        if (measurements.FirstGiven(parsed) is { } other)
            throw new InputException($"a table of training runs stands alone; leave out {other}", key: training.Name);
        var names = new TrainingNames(ModelCatalog.Open(parsed.GetValue(CommonOptions.Workloads)), SystemCatalog.Open(parsed.GetValue(CommonOptions.Configs)));
        var report = TrainingReport.Of(TrainingTable.Read(table, names), coefficients);
        if (report.Total is not { } total)
            throw new InputException("no run can be simulated" + (report.Rejections is [var first, ..] ? $"; line {first.Line}: {first.Reason}" : ""), table);
        var files = new OutputFiles(output);
        Export(parsed, files, json, () => TrainJson.Write(report));
        Export(parsed, files, csv, () => TrainingCsv.Write(report));
        files.Commit();
        if (!files.UsesOutput)
        {
            var console = Terminal.On(output);
            TrainingValidationView.Draw(console, report);
            if (parsed.GetValue(worst) is { } count)
                TrainingValidationView.Worst(console, report, count);
        }

        return Verdict(total.Mape, limit);
    }

    private int Verdict(double mape, double? limit)
    {
        if (limit is not { } most || mape * 100 <= most)
            return ExitCode.Success;
        error.WriteLine(FormattableString.Invariant($"gpusim: mean absolute error {100 * mape:0.0} % exceeds {most} %"));
        return ExitCode.ThresholdMissed;
    }

    private int Serving(ParseResult parsed, string file, TimingCoefficients coefficients, double? limit, CancellationToken cancellation)
    {
        if (measurements.FirstGiven(parsed) is { } other)
        {
            throw new InputException($"--serving names the measurements itself; leave out {other}");
        }

        var systems = SystemCatalog.Open(parsed.GetValue(CommonOptions.Configs));
        var models = ModelCatalog.Open(parsed.GetValue(CommonOptions.Workloads));
        var validator = new ServingValidator(ServingValidator.Domains(systems), models.Load, coefficients);
        var report = ServingReport.Of(validator.Compare(MeasuredServingFile.Read(file), cancellation: cancellation));
        if (report.Total is not { } total)
        {
            throw new InputException($"no run can be compared; the first: {report.Refused[0].Reason}", file);
        }

        var files = new OutputFiles(output);
        Export(parsed, files, json, () => ServingJson.Write(report));
        Export(parsed, files, csv, () => ServingCsv.Write(report));
        files.Commit();
        if (!files.UsesOutput)
        {
            ServingView.Draw(Terminal.On(output), report);
        }

        var worse = Math.Max(total.Tpot.Mape, total.Ttft.Mape) * 100;
        if (limit is { } most && worse > most)
        {
            error.WriteLine(FormattableString.Invariant($"gpusim: mean absolute error {worse:0.0} % exceeds {most} %"));
            return ExitCode.ThresholdMissed;
        }

        return ExitCode.Success;
    }

    private static void Export(ParseResult parsed, OutputFiles files, Option<string?> option, Func<string> text)
    {
        if (parsed.GetResult(option) is not null)
        {
            files.Add(parsed.GetValue(option), option.Name, text());
        }
    }

    private double? Limit(ParseResult parsed)
    {
        if (parsed.GetValue(maxMape) is not { } text)
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var limit) && limit > 0
            ? limit
            : throw new InputException($"'{text}' is not accepted; accepted: a percentage above 0, such as 15", "--max-mape");
    }
}
