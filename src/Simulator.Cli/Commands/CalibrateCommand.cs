using System.CommandLine;
using System.Globalization;
using Simulator.Cli.Export;
using Simulator.Cli.Help;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Measurement.Fitting;
using Simulator.Measurement.Measurements;
using Simulator.Measurement.Validation;
using Simulator.Timing.Calibration;
using Spectre.Console;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim calibrate</c>: fits the coefficients of the timing model to measurements.</summary>
internal sealed class CalibrateCommand
{
    private static readonly string[] Examples = ["calibrate --measurements measured/ --leave-one-gpu-out --out configs/calibration/mine.yaml"];

    private readonly TextWriter output;
    private readonly TextWriter error;
    private readonly MeasurementOptions measurements = new();
    private readonly Option<string> start = new("--start")
    {
        Description = "coefficients to begin from: a name in calibration/, or a path (default prior: round numbers, none fitted)",
        HelpName = "NAME",
        DefaultValueFactory = _ => CalibrationFile.PriorName,
    };

    private readonly Option<bool> leaveOneOut = new("--leave-one-gpu-out")
    {
        Description = "also fit without each GPU in turn: the error on a GPU that was not seen, and the 90 % intervals",
    };

    private readonly Option<string> file = new("--out") { Description = "file to write, such as configs/calibration/mine.yaml", HelpName = "FILE", Required = true };
    private readonly Option<int?> seed = Counts.Option("--seed", "seed of the optimiser (default 1)", 0);
    private readonly Option<int?> passes = Counts.Option("--passes", "passes over all coefficients (default 8)");

    private CalibrateCommand(TextWriter output, TextWriter error)
    {
        this.output = output;
        this.error = error;
    }

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, TextWriter error, Dictionary<Command, HelpTopic> topics)
    {
        var verb = new CalibrateCommand(output, error);
        var command = new Command("calibrate", "fit the coefficients of the timing model to measurements");
        verb.measurements.AddTo(command);
        Option[] fit = [verb.start, verb.leaveOneOut, verb.file, verb.seed, verb.passes];
        foreach (var option in fit)
        {
            command.Add(option);
        }

        topics.Add(command, new HelpTopic([verb.measurements.Group, ("Fit", fit)], Examples));

        command.SetAction((parsed, cancellation) => Task.FromResult(verb.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var begin = CalibrationFile.Load(ConfigDirectory.Find(parsed.GetValue(CommonOptions.Configs)), parsed.GetValue(start)!);
        var (set, systems) = measurements.Load(parsed);
        var usable = set with { Rows = [.. set.Rows.Where(r => systems.ContainsKey(r.Gpu))] };
        if (usable.Rows.IsEmpty)
        {
            throw new InputException("no measurement can be used; accepted: rows of GPUs and operators that 'gpusim list' names");
        }

        var options = new FitOptions { Seed = parsed.GetValue(seed) ?? 1 };
        options = parsed.GetValue(passes) is { } count ? options with { Passes = count } : options;
        var console = Terminal.On(output);
        var before = Validator.Validate(usable, systems, begin);
        var fitted = Fitter.Fit(begin, usable.Rows, systems, options, (section, from, to) => Note($"{section}: loss {from:0.0000} to {to:0.0000}"), cancellation);
        ValidationReport? leftOut = null;
        if (parsed.GetValue(leaveOneOut))
        {
            leftOut = LeaveOneOut.Run(begin, usable.Rows, systems, options, gpu => Note($"fit without {gpu}"), cancellation);
            fitted = fitted with { Intervals = ConformalIntervals.Of(leftOut.Comparisons, begin.Intervals) };
        }

        if (cancellation.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }

        var after = Validator.Validate(usable, systems, fitted);
        fitted = fitted with
        {
            Gpus = [.. usable.Rows.Select(r => r.Gpu).Distinct().Order(StringComparer.Ordinal)],
            Fit = new FitRecord
            {
                Date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                DataSha256 = DataHash.Of(measurements.Paths(parsed).SelectMany(MeasurementFile.Files)),
                Rows = usable.Rows.Length,
                Seed = options.Seed,
                MapePercent = 100 * after.Total!.Mape,
                LeftOutMapePercent = 100 * leftOut?.Total?.Mape,
            },
        };
        using var text = new StringWriter();
        text.Write("# Coefficients of the timing model, written by 'gpusim calibrate'. Equations and symbols: docs/timing-model.md.\n");
        text.Write("source: fitted to measured operators; the section fit says to which\n");
        DescriptionWriter.Write(fitted, text, begin.Sources);
        var files = new OutputFiles(output);
        files.Add(parsed.GetValue(file), file.Name, text.ToString());
        files.Commit();

        console.WriteLine("before");
        ValidationView.DrawLeftOut(console, before);
        console.WriteLine("after, on the measurements that were fitted");
        ValidationView.DrawLeftOut(console, after);
        if (leftOut is not null)
        {
            console.WriteLine("each GPU when it was left out of the fit");
            ValidationView.DrawLeftOut(console, leftOut);
            console.WriteLine("share of a left-out GPU's rows inside the 90 % interval of the others");
            ValidationView.DrawCoverage(console, ConformalIntervals.Coverage(leftOut.Comparisons, begin.Intervals));
        }

        return ExitCode.Success;
        void Note(FormattableString line) => error.WriteLine(FormattableString.Invariant(line));
    }
}
