using System.CommandLine;
using Simulator.Cli.Export;
using Simulator.Cli.Help;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Systems.Inference;
using Simulator.Timing.Estimates;
using Simulator.Workloads.Operators;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim estimate</c>: one operator, alone, with a cold or a warm L2.</summary>
internal sealed class EstimateCommand
{
    private static readonly Dictionary<string, PricingContext> States = new()
    {
        ["cold"] = PricingContext.Cold,
        ["warm"] = PricingContext.Warm,
        ["step"] = PricingContext.Step,
    };

    private static readonly string[] Examples =
    [
        "estimate --gpu h100-sxm --op gemm --precision fp8 --shape 'm=4096;n=4096;k=4096'",
        "estimate --gpu b200-sxm --op attention-decode --precision bf16/kv-fp8 --shape 'batch=64;kv=4096;heads=64;kv_heads=8;head_dim=128' --l2 step",
    ];

    private readonly TextWriter output;
    private readonly HardwareOptions hardware = new();
    private readonly Option<string> op = new("--op") { Description = "operator: a name of 'gpusim list operators'", HelpName = "NAME", Required = true };

    private readonly Option<string> precision = new("--precision")
    {
        Description = "formats, such as bf16, fp8 or bf16/kv-fp8 (default: bf16)",
        HelpName = "NAME",
        DefaultValueFactory = _ => "bf16",
    };

    private readonly Option<string> shape = new("--shape")
    {
        Description = "shape, such as 'm=4096;n=4096;k=4096'; 'gpusim list operators' shows the keys",
        HelpName = "'KEY=N;...'",
        Required = true,
    };

    private readonly Option<string> l2 = new("--l2")
    {
        Description = "cold: every operand comes from memory; warm: what the same operator left in the L2 is found there; step: as inside a model step "
            + "(default: cold)",
        HelpName = "STATE",
        DefaultValueFactory = _ => "cold",
    };

    private readonly Option<string?> json = FileOption.Json("the estimate", "the table");

    private EstimateCommand(TextWriter output) => this.output = output;

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, Dictionary<Command, HelpTopic> topics)
    {
        var verb = new EstimateCommand(output);
        var command = new Command("estimate", "predict one operator alone, with a cold or a warm L2");
        verb.hardware.AddTo(command);
        Option[] subject = [verb.op, verb.precision, verb.shape, verb.l2];
        foreach (var option in subject.Append(verb.json))
        {
            command.Add(option);
        }

        topics.Add(command, new HelpTopic([verb.hardware.Group, ("Operator", subject), ("Results", [verb.json])], Examples));
        command.SetAction(verb.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var state = parsed.GetValue(l2)!;
        if (!States.TryGetValue(state, out var context))
        {
            throw new InputException($"unknown state '{state}'; {NearestNames.Hint(state, States.Keys)}", key: l2.Name);
        }

        var operation = OptionErrors.FromKeys(() => OperatorVocabulary.Parse(parsed.GetValue(op)!, parsed.GetValue(precision)!, parsed.GetValue(shape)!));
        var system = hardware.Load(parsed);
        if (operation is CollectiveOperator exchange && (exchange.Gpus > system.TotalGpus || exchange.Nodes > system.Nodes))
        {
            throw new InputException(
                $"{exchange.Gpus} GPUs in {exchange.Nodes} nodes; {system.Id} has {system.TotalGpus} in {system.Nodes} ('gpusim list systems' lists larger ones)", key: shape.Name);
        }

        var prediction = OperatorPrediction.Of(
            hardware.TimingModel(parsed, system), operation, context, hardware.IsChanged(parsed), Technologies.Load(parsed));
        hardware.CheckProfile(parsed, system);
        var files = new OutputFiles(output);
        if (parsed.GetResult(json) is not null)
        {
            files.Add(parsed.GetValue(json), json.Name, StepJson.Write(system.Gpu.Id, state, prediction, hardware.Assignments(parsed)));
        }

        files.Commit();
        if (!files.UsesOutput)
        {
            OperatorView.Draw(Terminal.On(output), system, state, prediction);
        }

        return ExitCode.Success;
    }
}
