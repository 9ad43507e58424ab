using System.CommandLine;
using Simulator.Cli.Export;
using Simulator.Cli.Help;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Exploration.Results;
using Simulator.Hardware.Errors;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Precision;
using Simulator.Reporting.Charts;
using Simulator.Reporting.Figures;
using Simulator.Reporting.Precision;
using Simulator.Reporting.Svg;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim precision gemm</c>: the error of a product in each format, beside its predicted time, memory and energy.</summary>
internal sealed class PrecisionGemmCommand
{
    private static readonly string[] Examples =
    [
        "precision gemm --gpu h100-sxm b200-sxm --shape 'm=4096;n=4096;k=4096' --distribution outliers",
        "precision gemm --format fp8 --accumulation exact fp32 hopper-promoted hopper --device processor",
        "precision gemm --format int4 nvfp4 --distribution activations.npy --shape 'm=512;n=4096;k=4096' --transform hadamard",
    ];

    private readonly TextWriter output;
    private readonly GpuListOptions hardware = new();
    private readonly PrecisionOperandOptions operands = new();
    private readonly TableOptions table = new();
    private readonly Option<string[]> format = new("--format")
    {
        Description = "formats of 'gpusim precision formats' (default: all)",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    };


    private readonly Option<string[]> accumulation = new("--accumulation")
    {
        Description = "exact, fp32, int32, hopper (14 bits), hopper-promoted (to fp32 every 128) (default: those that hardware offers the format)",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> device = new("--device")
    {
        Description = "also runs each product on a device of 'gpusim devices', such as processor",
        HelpName = "ID",
    };

    private readonly Option<string?> figure = new("--figure") { Description = "draws error against speed-up as SVG; needs --gpu", HelpName = "FILE" };

    private readonly KeepOptions keep = new("precision-gemm");

    private PrecisionGemmCommand(TextWriter output) => this.output = output;

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, Dictionary<Command, HelpTopic> topics)
    {
        var verb = new PrecisionGemmCommand(output);
        Option[] arithmetic = [verb.format, verb.accumulation, verb.device], results = [.. verb.table.All, verb.figure, .. verb.keep.All];
        var topic = new HelpTopic([("Arithmetic", arithmetic), verb.operands.Group, verb.hardware.Group, ("Results", results)], Examples);
        var command = new Command("gemm", "the error of a matrix product in each format, beside its predicted time, memory and energy");
        foreach (var option in topic.Groups.SelectMany(g => g.Options))
        {
            command.Add(option);
        }

        topics.Add(command, topic);
        command.SetAction(verb.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        QuantisationFormat[] formats = OptionErrors.Named(format.Name, () => (parsed.GetValue(format) ?? []).Select(QuantisationFormats.Parse).Distinct().ToArray());
        Accumulation[] sums = OptionErrors.Named(accumulation.Name, () => (parsed.GetValue(accumulation) ?? []).Select(Accumulation.Parse).Distinct().ToArray());
        var models = hardware.Load(parsed);
        if (parsed.GetValue(figure) is not null && models.IsEmpty)
        {
            throw new InputException("speed-up needs a GPU; accepted with: --gpu ID", key: figure.Name);
        }

        var op = operands.Operator(parsed);
        var experiment = operands.Experiment(parsed, op);
        using var target = parsed.GetValue(device) is { } id ? DeviceDirectory.Find().Open(id) : null;
        var study = new PrecisionGemmStudy(experiment, op, operands.Rounding(parsed), models, Technologies.Load(parsed), target);
        PrecisionGemmRow[] rows = [.. (formats.Length > 0 ? formats : [.. QuantisationFormats.All]).SelectMany(f => study.Rows(f, sums))];
        if (rows.Length == 0)
        {
            throw new InputException("no format is summed so; accepted: int32 with integers, hopper with fp8", key: accumulation.Name);
        }

        var data = PrecisionTables.Gemm(rows);
        var files = new OutputFiles(output);
        table.Add(parsed, files, data);
        if (parsed.GetValue(figure) is { } file)
        {
            var drawn = PrecisionChart.Of(PrecisionTables.Points(rows), data, "precision-gemm");
            files.Add(file, figure.Name, stream => new SvgRenderer().Render(drawn, FigureFormat.Svg, FigureSize.Wide, stream));
        }

        var subject = $"gemm {op.Shape}: {operands.Describe(parsed, experiment)}";
        var kept = keep.Add(
            parsed, files, RunKind.Precision, subject, PrecisionFile.FileName, () => TableExport.Csv(data), [.. hardware.Files(parsed), .. operands.Files(parsed)]);
        files.Commit();
        if (!files.UsesOutput)
        {
            var console = Terminal.On(output);
            console.Write(new Spectre.Console.Text($"{subject}\n"));
            DataTableView.Draw(console, data, "mean error", "largest error", "memory traffic", "runs as", "bytes per weight", "energy");
            ResultsView.Draw(console, kept);
        }

        return ExitCode.Success;
    }
}
