using System.CommandLine;
using Simulator.Cli.Export;
using Simulator.Cli.Help;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Errors;
using Simulator.Systems.PostTraining;
using Simulator.Systems.PostTraining.Descriptions;
using Simulator.Systems.PostTraining.Search;
using Simulator.Systems.Timelines;
using Simulator.Timing;
using Simulator.Workloads.Models.Catalog;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim post-train</c>: reinforcement learning of a model, from generation to new weights.</summary>
internal sealed class PostTrainCommand
{
    private static readonly string[] Examples =
    [
        "post-train llama-8b-grpo",
        "post-train llama-8b-grpo-async --staleness 2 --timeline run.json",
        "post-train llama-8b-grpo-async --search",
    ];

    private readonly TextWriter output;
    private readonly PostTrainingOptions options = new();
    private readonly CoefficientOptions coefficients = new();

    private readonly Option<int?> search = new("--search")
    {
        Description = "simulates every division of GPUs between generation and learning; of N GPUs (default: those of the description)",
        HelpName = "N",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> json = FileOption.Json("the results");

    private readonly Option<string?> csv = FileOption.Csv("the iterations");

    private readonly Option<string?> timeline = new("--timeline")
    {
        Description = "writes what learner and engines do, and wait for, as Chrome trace events, which Perfetto opens",
        HelpName = "FILE",
    };

    private PostTrainCommand(TextWriter output) => this.output = output;

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, Dictionary<Command, HelpTopic> topics)
    {
        var verb = new PostTrainCommand(output);
        var command = new Command(
            "post-train", "simulate reinforcement learning of a model: rollout, rewards, learner, weight synchronisation; what GPUs wait for")
        {
            verb.options.Name,
        };
        Option[] results = [.. verb.coefficients.All, verb.json, verb.csv, verb.timeline];
        foreach (var option in verb.options.Groups.SelectMany(g => g.Options).Append(verb.search).Concat(results))
            command.Add(option);
        topics.Add(command, new HelpTopic([.. verb.options.Groups, ("Search", [verb.search]), ("Results", results)], Examples));
        command.SetAction((parsed, cancellation) => Task.FromResult(OptionErrors.FromTrainingKeys(() => verb.Run(parsed, cancellation))));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var description = options.Load(parsed);
        var systems = SystemCatalog.Open(parsed.GetValue(CommonOptions.Configs));
        var models = ModelCatalog.Open(parsed.GetValue(CommonOptions.Workloads));
        var known = coefficients.Load(parsed);
        var node = (description.Gpu, description.System) switch
        {
            ({ } gpu, null) => SystemCatalog.DefaultFor(systems.Gpus.Load(gpu)),
            (null, { } id) => systems.Load(id),
            _ => throw new InputException("accepted: one of gpu and system", key: "gpu"),
        };
        var files = new OutputFiles(output);
        if (parsed.GetResult(search) is { Implicit: false })
        {
            Refuse(parsed, csv);
            Refuse(parsed, timeline);
            var gpus = parsed.GetValue(search) ?? description.GpusOn(node);
            var (best, misfits) = DivisionSearch.Run(DivisionSearch.Of(description, gpus), Create, cancellation);
            return Finish(
                parsed, files, () => PostTrainingJson.Write(best, misfits), () => PostTrainingView.Draw(Terminal.On(output), best, misfits));
        }

        var system = Create(description);
        var result = system.Run(parsed.GetValue(timeline) is not null, cancellation);
        if (parsed.GetResult(csv) is not null)
            files.Add(parsed.GetValue(csv), csv.Name, PostTrainingCsv.Write(result));
        if (parsed.GetValue(timeline) is { } file)
            files.Add(file, timeline.Name, stream => PostTrainingTrace.Write(result, PostTrainingView.Title(system), stream));
        return Finish(parsed, files, () => PostTrainingJson.Write(system, result), () => PostTrainingView.Draw(Terminal.On(output), system, result));

        PostTrainingSystem Create(PostTrainingDescription d) => new(d, new TimingModel(d.Sized(node, systems), known), models.Load);
    }

    private int Finish(ParseResult parsed, OutputFiles files, Func<string> write, Action draw)
    {
        if (parsed.GetResult(json) is not null)
            files.Add(parsed.GetValue(json), json.Name, write());
        files.Commit();
        if (!files.UsesOutput)
            draw();
        return ExitCode.Success;
    }

    private static void Refuse(ParseResult parsed, Option option)
    {
        if (parsed.GetResult(option) is { Implicit: false })
            throw new InputException("belongs to one division; leave out --search", key: option.Name);
    }
}
