using System.CommandLine;
using System.Globalization;
using Simulator.Cli.Export;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Errors;
using Simulator.Measurement.Validation;
using Simulator.Timing.Calibration;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim validate</c>: how far predictions are from measurements.</summary>
internal sealed class ValidateCommand
{
    private readonly TextWriter output;
    private readonly TextWriter error;
    private readonly MeasurementOptions measurements = new();
    private readonly Option<string> calibration = new("--calibration")
    {
        Description = "coefficients: a name in calibration/, or a path",
        HelpName = "NAME",
        DefaultValueFactory = _ => CalibrationFile.DefaultName,
    };

    private readonly Option<string?> maxMape = new("--max-mape") { Description = "exit code 1 where the total mean absolute error exceeds P percent", HelpName = "P" };
    private readonly Option<int?> worst = Counts.Option("--worst", "also show the N rows with the largest errors");
    private readonly Option<string?> json = new("--json") { Description = "writes the errors as JSON; without a file, to standard output", HelpName = "FILE", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> csv = new("--csv") { Description = "writes every row with its prediction as CSV; without a file, to standard output", HelpName = "FILE", Arity = ArgumentArity.ZeroOrOne };

    private ValidateCommand(TextWriter output, TextWriter error)
    {
        this.output = output;
        this.error = error;
    }

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, TextWriter error)
    {
        var verb = new ValidateCommand(output, error);
        var command = new Command("validate", "hold predictions against measurements: errors by GPU, operator and precision");
        verb.measurements.AddTo(command);
        foreach (var option in new Option[] { verb.calibration, verb.maxMape, verb.worst, verb.json, verb.csv })
        {
            command.Add(option);
        }

        command.SetAction(verb.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var limit = Limit(parsed);
        var coefficients = CalibrationFile.Load(ConfigDirectory.Find(parsed.GetValue(CommonOptions.Configs)), parsed.GetValue(calibration)!);
        var (set, systems) = measurements.Load(parsed);
        var report = Validator.Validate(set, systems, coefficients);
        var toOutput = Export(parsed, json, () => ValidationJson.Write(report)) | Export(parsed, csv, () => ValidationCsv.Write(report));
        if (!toOutput)
        {
            var console = Terminal.On(output);
            ValidationView.Draw(console, report);
            if (parsed.GetValue(worst) is { } count)
            {
                ValidationView.Worst(console, report, count);
            }
        }

        if (report.Total is not { } total)
        {
            throw new InputException("no measurement can be compared; accepted: rows of GPUs and operators that 'gpusim list' names");
        }

        if (limit is { } most && total.Mape * 100 > most)
        {
            error.WriteLine(FormattableString.Invariant($"gpusim: mean absolute error {100 * total.Mape:0.0} % exceeds {most} %"));
            return ExitCode.ThresholdMissed;
        }

        return ExitCode.Success;
    }

    private bool Export(ParseResult parsed, Option<string?> option, Func<string> text)
    {
        if (parsed.GetResult(option) is null)
        {
            return false;
        }

        AtomicFile.WriteText(parsed.GetValue(option), output, text());
        return parsed.GetValue(option) is null or "-";
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
