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

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim list</c>: what the catalogue holds.</summary>
internal static class ListCommand
{
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
        var table = new TextTable("id", "name", ">SMs", ">bf16", ">fp8", ">fp4", ">L2", "memory", ">size", ">bandwidth", ">scale-up", ">TDP")
        {
            Optional = ["name", "L2", "scale-up", "fp4", "TDP", "memory", "SMs"],
        };
        foreach (var gpu in catalog.Ids.Select(id => catalog.Load(id)))
        {
            var peaks = new GpuPeaks(gpu);
            table.AddRow(
                gpu.Id, gpu.Name, $"{gpu.Sm.Count}",
                Words.Operations(peaks.TensorFlopsPerSecond(NumberFormats.Bf16) ?? peaks.TensorFlopsPerSecond(NumberFormats.Fp16)),
                Words.Operations(peaks.TensorFlopsPerSecond(NumberFormats.Fp8E4M3)), Words.Operations(peaks.TensorFlopsPerSecond(NumberFormats.Nvfp4)),
                Words.Bytes(gpu.L2.Bytes), gpu.Memory.Kind.ToString().ToUpperInvariant(), Words.Bytes(gpu.Memory.Bytes),
                Quantity.Format(gpu.Memory.BandwidthBytesPerSecond, Dimension.BytesPerSecond),
                gpu.Links.ScaleUpBytesPerSecond > 0 ? Quantity.Format(gpu.Links.ScaleUpBytesPerSecond, Dimension.BytesPerSecond) : "",
                Quantity.Format(gpu.Package.TdpWatts, Dimension.Watts));
        }

        table.Draw(Terminal.On(output));
    }

    private static void Systems(TextWriter output, string? configs)
    {
        var catalog = SystemCatalog.Open(configs);
        var table = new TextTable("id", "name", "GPU", ">per domain", ">domains", "topology", ">scale-up", "scale-out", ">per GPU")
        {
            Optional = ["name", "topology", "per GPU", "scale-out"],
        };
        foreach (var system in catalog.Ids.Select(id => catalog.Load(id)))
        {
            table.AddRow(
                system.Id, system.Name, system.Gpu.Id, $"{system.ScaleUp.Gpus}", $"{system.Nodes}",
                system.ScaleUp.Topology.ToString().ToLowerInvariant(),
                Quantity.Format(system.ScaleUp.BandwidthBytesPerSecond, Dimension.BytesPerSecond), system.ScaleOut?.Kind ?? "",
                system.ScaleOut is { } n ? Quantity.Format(n.BandwidthBytesPerSecond, Dimension.BytesPerSecond) : "");
        }

        table.Draw(Terminal.On(output));
    }

    private static void Models(TextWriter output, string? workloads)
    {
        var catalog = ModelCatalog.Open(workloads);
        var table = new TextTable("id", "version", "name", "kind", ">layers", ">hidden", ">parameters", ">active", "published in", "phases")
        {
            Optional = ["name", "kind", "hidden", "phases", "published in", "version"],
        };
        foreach (var model in catalog.Ids.Select(catalog.Load))
        {
            var count = model.Parameters;
            table.AddRow(
                model.Id, model.Version, model.Name, model.Kind.ToString(), $"{model.Layers.Length}", $"{model.Hidden}",
                Words.Parameters(count.Total), Words.Parameters(count.Active),
                model.Quantisation?.Precision.Name ?? "bf16",
                string.Join(", ", model.Phases.Select(p => Words.Of(p))));
        }

        table.Draw(Terminal.On(output));
    }

    private static void Operators(TextWriter output)
    {
        var table = new TextTable("operator", "shape (with the value of keys that may be left out)");
        foreach (var name in OperatorVocabulary.Names)
        {
            table.AddRow(name, string.Join("; ", OperatorVocabulary.ShapeOf(name).Select(k => k.Default is null ? k.Key : $"{k.Key}={k.Default}")));
        }

        table.Draw(Terminal.On(output));
    }

    private static void Precisions(TextWriter output)
    {
        var table = new TextTable("name", "weights", "activations", "matrix instruction", "output", ">bytes per weight", ">bytes per activation")
        {
            Optional = ["output", "matrix instruction"],
        };
        foreach (var p in GemmPrecisions.All)
        {
            table.AddRow(
                p.Name, p.Weight.Name, p.Activation.Name, p.Compute.Name, p.Output.Name,
                FormattableString.Invariant($"{p.WeightBytes:0.####}"), FormattableString.Invariant($"{p.ActivationBytes:0.####}"));
        }

        table.Draw(Terminal.On(output));
    }

    private static void Formats(TextWriter output)
    {
        var table = new TextTable("name", ">bits", ">block", "scale", ">bytes per element");
        foreach (var f in NumberFormats.All)
        {
            table.AddRow(
                f.Name, $"{f.ElementBits}", f.BlockSize > 0 ? $"{f.BlockSize}" : "", f.ScaleFormat,
                FormattableString.Invariant($"{f.BytesPerElement:0.####}"));
        }

        table.Draw(Terminal.On(output));
    }
}
