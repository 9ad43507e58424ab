using System.CommandLine;
using System.Globalization;
using Simulator.Cli.Export;
using Simulator.Cli.Help;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Measurement.Fitting;
using Simulator.Measurement.Measurements;
using Simulator.Measurement.Validation;
using Simulator.Systems.Serving.Validation;
using Simulator.Timing.Calibration;
using Simulator.Timing.Estimates;
using Simulator.Workloads.Models.Catalog;
using Spectre.Console;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim calibrate</c>: fits the coefficients of the timing model to measurements.</summary>
internal sealed class CalibrateCommand
{
    private static readonly string[] Examples =
    [
        "calibrate --measurements measured/ --leave-one-gpu-out --out configs/calibration/mine.yaml",
        "calibrate --serving serving.csv --leave-one-gpu-out --out configs/calibration/mine.yaml",
        "calibrate --profile --measurements measured.csv --gpu l40s --out configs/profiles/mine.yaml",
    ];

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

    private readonly Option<bool> profile = new("--profile")
    {
        Description = "fit a profile of one device in place of the coefficients: corrections for --profile of the other verbs",
    };

    private readonly Option<string?> serving = new("--serving")
    {
        Description = "fit the host times of serving stacks to measured runs (CSV), and keep all else; with --leave-one-gpu-out also without each GPU and each model",
        HelpName = "FILE",
    };

    private readonly Option<string> file = new("--out") { Description = "file to write, such as configs/calibration/mine.yaml or configs/profiles/mine.yaml", HelpName = "FILE", Required = true };
    private readonly Option<string?> csv = new("--csv") { Description = "writes every row as CSV, predicted when its GPU was left out (fitted, without --leave-one-gpu-out)", HelpName = "FILE" };
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
        Option[] fit = [verb.start, verb.leaveOneOut, verb.profile, verb.serving, verb.file, verb.csv, verb.seed, verb.passes];
        foreach (var option in fit)
        {
            command.Add(option);
        }

        topics.Add(command, new HelpTopic([verb.measurements.Group, ("Fit", fit)], Examples));

        command.SetAction((parsed, cancellation) => Task.Run(() => verb.Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(profile))
        {
            return Profile(parsed);
        }

        if (parsed.GetValue(serving) is { } runs)
        {
            return Serving(parsed, runs, cancellation);
        }

        var begin = Begin(parsed);
        var (set, systems) = measurements.Load(parsed);
        var usable = Usable(set, systems);
        var options = new FitOptions { Seed = parsed.GetValue(seed) ?? 1 };
        options = parsed.GetValue(passes) is { } count ? options with { Passes = count } : options;
        var console = Terminal.On(output);
        var before = Validator.Validate(usable, systems, begin);
        var fitted = Fitter.Fit(begin, usable.Rows, systems, options, (section, from, to) => Note($"{section}: loss {from:0.0000} to {to:0.0000}"), cancellation);
        ValidationReport? leftOut = null;
        if (parsed.GetValue(leaveOneOut))
        {
            leftOut = LeaveOneOut.Run(begin, usable.Rows, systems, options, gpu => Note($"fit without {gpu}"), cancellation);
            fitted = fitted with { IntervalsByFamily = ConformalIntervals.Of(leftOut.Comparisons, begin.Intervals) };
        }

        if (cancellation.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }

        var after = Validator.Validate(usable, systems, fitted);
        fitted = fitted with
        {
            Gpus = [.. usable.Rows.Where(r => r.Context.Stack == StackKind.Library).Select(r => r.Gpu).Distinct().Order(StringComparer.Ordinal)],
            Fit = Record(parsed, after, options.Seed) with { LeftOutMapePercent = 100 * leftOut?.Total?.Mape },
        };
        var files = new OutputFiles(output);
        files.Add(parsed.GetValue(file), file.Name, stream => Write(
            stream, "Coefficients of the timing model, written by 'gpusim calibrate'. Equations and symbols: docs/timing-model.md.", fitted, begin.Sources.RemoveRange(Fitter.Moved(begin, fitted))));
        if (parsed.GetValue(csv) is { } rows)
        {
            files.Add(rows, csv.Name, ValidationCsv.Write(leftOut ?? after));
        }

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

    /// <summary>
    /// Where a fit to operators begins. Sections that operators do not decide, training and serving, are fitted on their own: they are carried over from the
    /// coefficients in use, unless a start is named.
    /// </summary>
    private TimingCoefficients Begin(ParseResult parsed)
    {
        var configs = ConfigDirectory.Find(parsed.GetValue(CommonOptions.Configs));
        var begin = CalibrationFile.Load(configs, parsed.GetValue(start)!);
        if (parsed.GetResult(start) is { Implicit: false } || !File.Exists(CalibrationFile.PathOf(configs, CalibrationFile.DefaultName)))
        {
            return begin;
        }

        var used = CalibrationFile.Load(configs);
        return begin with
        {
            Training = used.Training,
            Serving = used.Serving,
            Sources = begin.Sources.RemoveRange(begin.Sources.Keys.Where(IsKept)).SetItems(used.Sources.Where(s => IsKept(s.Key))),
        };
        static bool IsKept(string path) => path.StartsWith("training.", StringComparison.Ordinal) || path.StartsWith("serving.", StringComparison.Ordinal);
    }

    /// <summary>Fits the host times of serving stacks, beginning from the prior's, and keeps everything else of the coefficients.</summary>
    private int Serving(ParseResult parsed, string runs, CancellationToken cancellation)
    {
        if (measurements.FirstGiven(parsed) is { } other)
        {
            throw new InputException($"--serving names the measurements itself; leave out {other}");
        }

        var configs = ConfigDirectory.Find(parsed.GetValue(CommonOptions.Configs));
        var kept = CalibrationFile.Load(configs, parsed.GetResult(start) is { Implicit: false } ? parsed.GetValue(start)! : CalibrationFile.DefaultName);
        var prior = CalibrationFile.Load(configs, CalibrationFile.PriorName).Serving
            ?? throw new InputException("no section 'serving' to begin from", CalibrationFile.PathOf(configs, CalibrationFile.PriorName));
        var systems = SystemCatalog.Open(parsed.GetValue(CommonOptions.Configs));
        var models = ModelCatalog.Open(parsed.GetValue(CommonOptions.Workloads));
        var measured = MeasuredServingFile.Read(runs);
        var validator = new ServingValidator(ServingValidator.Domains(systems), models.Load, kept with { Serving = prior });
        var fit = new HostFit(validator, measured, prior);
        var hosts = fit.Fit((round, loss) => Note($"round {round}: loss {loss:0.0000}"), cancellation);
        (string Name, ServingReport Report)[] left = !parsed.GetValue(leaveOneOut) || cancellation.IsCancellationRequested ? [] :
        [
            ("each GPU when it was left out of the fit", Left(r => r.Gpu)), ("each model when it was left out of the fit", Left(r => r.Model)),
        ];
        if (cancellation.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }

        var fitted = kept with { Serving = hosts };
        var report = ServingReport.Of(validator.Compare(measured, hosts, cancellation));
        var sources = kept.Sources.RemoveRange(kept.Sources.Keys.Where(k => k.StartsWith("serving.", StringComparison.Ordinal)));
        var files = new OutputFiles(output);
        files.Add(parsed.GetValue(file), file.Name, stream => Write(
            stream, "Coefficients of the timing model, written by 'gpusim calibrate'. Equations and symbols: docs/timing-model.md.", fitted, sources));
        if (parsed.GetValue(csv) is { } rows)
        {
            files.Add(rows, csv.Name, ServingCsv.Write(report));
        }

        files.Commit();
        var console = Terminal.On(output);
        console.WriteLine("on the runs that were fitted");
        ServingView.Draw(console, report);
        foreach (var (name, without) in left)
        {
            console.WriteLine(name);
            ServingView.Draw(console, without);
        }

        return ExitCode.Success;
        ServingReport Left(Func<MeasuredServing, string> key) =>
            ServingReport.Of((fit.LeaveOut(key, cancellation), []));
        void Note(FormattableString line) => error.WriteLine(FormattableString.Invariant(line));
    }

    /// <summary>Fits a profile of one device on top of the coefficients.</summary>
    private int Profile(ParseResult parsed)
    {
        if (parsed.GetValue(leaveOneOut))
        {
            throw new InputException("a profile is of one device; leave out --leave-one-gpu-out", "--profile");
        }

        var name = parsed.GetResult(start) is { Implicit: false } ? parsed.GetValue(start)! : CalibrationFile.DefaultName;
        var coefficients = CalibrationFile.Load(ConfigDirectory.Find(parsed.GetValue(CommonOptions.Configs)), name);
        var (set, systems) = measurements.Load(parsed);
        var usable = Usable(set, systems);
        var gpus = usable.Rows.Select(r => r.Gpu).Distinct().ToArray();
        if (gpus.Length > 1)
        {
            throw new InputException($"the measurements are of {string.Join(", ", gpus)}, a profile is of one device; add --gpu ID", "--profile");
        }

        var fitted = new DeviceProfile { Gpu = gpus[0], Fit = Record(parsed, null, 0), Families = ProfileFit.Of(usable.Rows, systems[gpus[0]], coefficients) };
        var after = Validator.Validate(usable, systems, coefficients with { Profile = fitted });
        fitted = fitted with { Fit = Record(parsed, after, 0) };
        var files = new OutputFiles(output);
        files.Add(parsed.GetValue(file), file.Name, stream => Write(
            stream, "A profile of one device, written by 'gpusim calibrate --profile'. It corrects predictions of that device and of no other.", fitted));
        files.Commit();
        ProfileView.Draw(Terminal.On(output), fitted);
        return ExitCode.Success;
    }

    private static MeasurementSet Usable(MeasurementSet set, IReadOnlyDictionary<string, SystemDescription> systems)
    {
        var usable = set with { Rows = [.. set.Rows.Where(r => systems.ContainsKey(r.Gpu))] };
        return usable.Rows.IsEmpty
            ? throw new InputException("no measurement can be used; accepted: rows of GPUs and operators that 'gpusim list' names")
            : usable;
    }

    private FitRecord Record(ParseResult parsed, ValidationReport? after, int usedSeed) => new()
    {
        Date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DataSha256 = DataHash.Of(measurements.Paths(parsed).SelectMany(MeasurementFile.Files)),
        Rows = after?.Comparisons.Length ?? 0,
        Seed = usedSeed,
        MapePercent = 100 * (after?.Total?.Mape ?? 0),
    };

    private static void Write(Stream stream, string heading, object description, IReadOnlyDictionary<string, ValueSource>? sources = null)
    {
        using var text = new StreamWriter(stream, leaveOpen: true);
        text.Write($"# {heading}\nsource: fitted to measured operators; the section fit says to which\n");
        DescriptionWriter.Write(description, text, sources);
    }
}
