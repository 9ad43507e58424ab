using System.CommandLine;
using System.Text;
using System.Text.Json;
using Simulator.Cli.Export;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Hardware.Errors;
using Simulator.Timing.Estimates;
using Simulator.Workloads.Operators;
using Spectre.Console;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim estimate</c>: one operator, alone, with a cold or a warm L2.</summary>
internal sealed class EstimateCommand
{
    private readonly TextWriter output;
    private readonly HardwareOptions hardware = new();
    private readonly Option<string> op = new("--op") { Description = "operator: a name of 'gpusim list operators'", HelpName = "NAME", Required = true };
    private readonly Option<string> precision = new("--precision") { Description = "formats, such as bf16, fp8 or bf16/kv-fp8", HelpName = "NAME", DefaultValueFactory = _ => "bf16" };
    private readonly Option<string> shape = new("--shape") { Description = "shape, such as 'm=4096;n=4096;k=4096'", HelpName = "KEY=N;…", Required = true };
    private readonly Option<string> l2 = new("--l2")
    {
        Description = "cold: every operand comes from memory; warm: what the same operator left in the L2 is found there; step: as inside a model step",
        HelpName = "STATE",
        DefaultValueFactory = _ => "cold",
    };

    private readonly Option<string?> json = new("--json")
    {
        Description = "writes the estimate as JSON to a file; without a file, to standard output",
        HelpName = "FILE",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private EstimateCommand(TextWriter output) => this.output = output;

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output)
    {
        var verb = new EstimateCommand(output);
        var command = new Command("estimate", "predict one operator alone, with a cold or a warm L2");
        verb.hardware.AddTo(command);
        foreach (var option in new Option[] { verb.op, verb.precision, verb.shape, verb.l2, verb.json })
        {
            command.Add(option);
        }

        command.SetAction(verb.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var context = parsed.GetValue(l2) switch
        {
            "cold" => PricingContext.Cold,
            "warm" => PricingContext.Warm,
            "step" => PricingContext.Step,
            var other => throw new InputException($"unknown state '{other}'; accepted: cold, warm, step", key: "--l2"),
        };
        var operation = OperatorVocabulary.Parse(parsed.GetValue(op)!, parsed.GetValue(precision)!, parsed.GetValue(shape)!);
        var system = hardware.Load(parsed);
        var model = hardware.TimingModel(parsed, system);
        var estimate = model.Estimate(operation, context);
        var interval = model.Rates.Coefficients.Intervals.Of(estimate.Family);
        if (parsed.GetResult(json) is not null)
        {
            AtomicFile.WriteText(parsed.GetValue(json), output, Json(system.Gpu.Id, operation, parsed.GetValue(l2)!, estimate));
            return ExitCode.Success;
        }

        var console = Terminal.On(output);
        console.WriteLine($"{operation.Op} {operation.PrecisionName} {operation.Shape} on {system.Gpu.Name} ({system.Gpu.Id}), L2 {parsed.GetValue(l2)}");
        var table = Terminal.Table("figure", ">value");
        Row("time", $"{Words.Time(estimate.Seconds)}");
        Row("90 % interval", $"{Words.Time(estimate.Seconds * interval.Low)} to {Words.Time(estimate.Seconds * interval.High)}");
        Row("bound by", Words.Of(estimate.Bound));
        Row("tile", estimate.Tile.ToString());
        Row("thread blocks, waves", FormattableString.Invariant($"{estimate.Tile.Blocks:0}, {estimate.Tile.Waves:0}"));
        Row("roofline", Words.Time(estimate.RooflineSeconds));
        Row("FLOP/s reached", Simulator.Hardware.Units.Quantity.Format(Math.Max(1, estimate.Flops / estimate.Seconds), Simulator.Hardware.Units.Dimension.OperationsPerSecond));
        Row("bytes through memory", Words.Bytes(estimate.MemoryBytes));
        foreach (var (name, seconds) in Resources(estimate.Resources))
        {
            Row($"{name} alone", Words.Time(seconds));
        }

        console.Write(table);
        return ExitCode.Success;

        void Row(string name, string value)
        {
            if (value.Length > 0)
            {
                table.AddRow(new Text(name), new Text(value));
            }
        }
    }

    private static IEnumerable<(string Name, double Seconds)> Resources(ResourceTimes r)
    {
        (string, double)[] all =
        [
            ("tensor", r.Tensor), ("vector", r.Vector), ("SFU", r.Sfu), ("shared memory", r.SharedMemory), ("L2", r.L2), ("memory", r.Memory), ("link", r.Link),
            ("latency", r.Latency),
        ];
        return all.Where(p => p.Item2 > 0);
    }

    private static string Json(string gpu, Operator operation, string state, in KernelEstimate estimate)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("gpu", gpu);
            writer.WriteString("op", operation.Op);
            writer.WriteString("precision", operation.PrecisionName);
            writer.WriteString("shape", operation.Shape);
            writer.WriteString("l2", state);
            StepJson.WriteEstimate(writer, estimate);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }
}
