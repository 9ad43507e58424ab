using System.CommandLine;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Formats;
using Simulator.Hardware.Gpus;
using Simulator.Hardware.Units;
using Simulator.Workloads.Models.Catalog;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;
using Spectre.Console;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim list</c>: what the catalogue holds.</summary>
internal static class ListCommand
{
    private const double Billion = 1e9;

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output) => new("list", "list what the catalogue holds")
    {
        Verb("gpus", "GPUs", parsed => Gpus(output, parsed.GetValue(CommonOptions.Configs))),
        Verb("systems", "nodes and clusters", parsed => Systems(output, parsed.GetValue(CommonOptions.Configs))),
        Verb("models", "models", parsed => Models(output, parsed.GetValue(CommonOptions.Workloads))),
        Verb("operators", "operators of the vocabulary", _ => Operators(output)),
        Verb("precisions", "precisions of matrix products", _ => Precisions(output)),
        Verb("formats", "number formats", _ => Formats(output)),
    };

    private static Command Verb(string name, string description, Action<ParseResult> action)
    {
        var command = new Command(name, description);
        command.SetAction(parsed =>
        {
            action(parsed);
            return ExitCode.Success;
        });
        return command;
    }

    private static void Gpus(TextWriter output, string? configs)
    {
        var catalog = GpuCatalog.Open(configs);
        var table = Terminal.Table("id", "name", ">SMs", ">bf16", ">fp8", ">fp4", ">L2", "memory", ">size", ">bandwidth", ">scale-up", ">TDP");
        foreach (var gpu in catalog.Ids.Select(id => catalog.Load(id)))
        {
            var peaks = new GpuPeaks(gpu);
            table.AddRow(
                new Text(gpu.Id), new Text(gpu.Name), new Text($"{gpu.Sm.Count}"),
                Rate(peaks.TensorFlopsPerSecond(NumberFormats.Bf16) ?? peaks.TensorFlopsPerSecond(NumberFormats.Fp16)),
                Rate(peaks.TensorFlopsPerSecond(NumberFormats.Fp8E4M3)), Rate(peaks.TensorFlopsPerSecond(NumberFormats.Nvfp4)),
                new Text(Words.Bytes(gpu.L2.Bytes)), new Text(gpu.Memory.Kind.ToString().ToUpperInvariant()), new Text(Words.Bytes(gpu.Memory.Bytes)),
                new Text(Quantity.Format(gpu.Memory.BandwidthBytesPerSecond, Dimension.BytesPerSecond)),
                new Text(gpu.Links.ScaleUpBytesPerSecond > 0 ? Quantity.Format(gpu.Links.ScaleUpBytesPerSecond, Dimension.BytesPerSecond) : ""),
                new Text(Quantity.Format(gpu.Package.TdpWatts, Dimension.Watts)));
        }

        Terminal.On(output).Write(table);
    }

    private static void Systems(TextWriter output, string? configs)
    {
        var catalog = SystemCatalog.Open(configs);
        var table = Terminal.Table("id", "name", "GPU", ">per domain", ">domains", "topology", ">scale-up", "scale-out", ">per GPU");
        foreach (var system in catalog.Ids.Select(id => catalog.Load(id)))
        {
            table.AddRow(
                new Text(system.Id), new Text(system.Name), new Text(system.Gpu.Id), new Text($"{system.ScaleUp.Gpus}"), new Text($"{system.Nodes}"),
                new Text(system.ScaleUp.Topology.ToString().ToLowerInvariant()),
                new Text(Quantity.Format(system.ScaleUp.BandwidthBytesPerSecond, Dimension.BytesPerSecond)), new Text(system.ScaleOut?.Kind ?? ""),
                new Text(system.ScaleOut is { } n ? Quantity.Format(n.BandwidthBytesPerSecond, Dimension.BytesPerSecond) : ""));
        }

        Terminal.On(output).Write(table);
    }

    private static void Models(TextWriter output, string? workloads)
    {
        var catalog = ModelCatalog.Open(workloads);
        var table = Terminal.Table("id", "name", "kind", ">layers", ">hidden", ">parameters", ">active", "published in", "phases");
        foreach (var model in catalog.Ids.Select(catalog.Load))
        {
            var count = model.Parameters;
            table.AddRow(
                new Text(model.Id), new Text(model.Name), new Text(model.Kind.ToString()), new Text($"{model.Layers.Length}"), new Text($"{model.Hidden}"),
                new Text(FormattableString.Invariant($"{count.Total / Billion:0.00} B")), new Text(FormattableString.Invariant($"{count.Active / Billion:0.00} B")),
                new Text(model.Quantisation?.Precision.Name ?? "bf16"),
                new Text(string.Join(", ", model.Phases.Select(p => p.ToString().ToLowerInvariant()))));
        }

        Terminal.On(output).Write(table);
    }

    private static void Operators(TextWriter output)
    {
        foreach (var name in OperatorVocabulary.Names)
        {
            output.WriteLine(name);
        }
    }

    private static void Precisions(TextWriter output)
    {
        var table = Terminal.Table("name", "weights", "activations", "matrix instruction", "output", ">bytes per weight", ">bytes per activation");
        foreach (var p in GemmPrecisions.All)
        {
            table.AddRow(
                new Text(p.Name), new Text(p.Weight.Name), new Text(p.Activation.Name), new Text(p.Compute.Name), new Text(p.Output.Name),
                new Text(FormattableString.Invariant($"{p.WeightBytes:0.####}")), new Text(FormattableString.Invariant($"{p.ActivationBytes:0.####}")));
        }

        Terminal.On(output).Write(table);
    }

    private static void Formats(TextWriter output)
    {
        var table = Terminal.Table("name", ">bits", ">block", "scale", ">bytes per element");
        foreach (var f in NumberFormats.All)
        {
            table.AddRow(
                new Text(f.Name), new Text($"{f.ElementBits}"), new Text(f.BlockSize > 0 ? $"{f.BlockSize}" : ""), new Text(f.ScaleFormat),
                new Text(FormattableString.Invariant($"{f.BytesPerElement:0.####}")));
        }

        Terminal.On(output).Write(table);
    }

    private static Text Rate(double? flops) => new(flops is { } rate ? Quantity.Format(rate, Dimension.OperationsPerSecond) : "");
}
