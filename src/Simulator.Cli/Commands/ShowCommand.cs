using System.CommandLine;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Gpus;
using Simulator.Workloads.Models.Catalog;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim show</c>: one entry of the catalogue, with what follows from it.</summary>
internal static class ShowCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output)
    {
        var set = new Option<string[]>("--set") { Description = "changes one value first, such as gpu.memory.bandwidth=8TB/s; may be repeated", HelpName = "PATH=VALUE" };
        return new Command("show", "show one entry of the catalogue with what follows from it")
        {
            Verb("gpu", "a GPU: every value with its source, peak rates, ridge points; estimated area, power and cost", set, (parsed, id) =>
                GpuView.Draw(
                    Terminal.On(output), GpuCatalog.Open(parsed.GetValue(CommonOptions.Configs)).Load(id, Overrides(parsed, set, "gpu")), Technologies.Load(parsed))),
            Verb("system", "a node or cluster", set, (parsed, id) => SystemView.Draw(
                Terminal.On(output),
                SystemCatalog.Open(parsed.GetValue(CommonOptions.Configs)).Load(id, Overrides(parsed, set, "system"), Overrides(parsed, set, "gpu")))),
            Verb("model", "a model: layers, parameters, memory by recipe", null, (parsed, id) =>
                ModelView.Draw(Terminal.On(output), ModelCatalog.Open(parsed.GetValue(CommonOptions.Workloads)).Load(id))),
        };
    }

    private static DescriptionOverride[] Overrides(ParseResult parsed, Option<string[]> set, string root) =>
        [.. (parsed.GetValue(set) ?? []).Select(a => DescriptionOverride.Parse(a).Below(root)).OfType<DescriptionOverride>()];

    private static Command Verb(string name, string description, Option<string[]>? set, Action<ParseResult, string> action)
    {
        var id = new Argument<string>("id") { Description = "an id, or the path of a file" };
        var command = new Command(name, description) { id };
        if (set is not null)
        {
            command.Add(set);
        }

        command.SetAction(parsed =>
        {
            action(parsed, parsed.GetValue(id)!);
            return ExitCode.Success;
        });
        return command;
    }
}
