using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Pipelines.Descriptions;
using Simulator.Systems.Serving.Planning;

namespace Simulator.Exploration.Serving;

/// <summary>
/// An experiment on serving: a serving description, or one of a system of models, and axes of named choices, each of which changes some of its keys. Its
/// points are all combinations, the last axis fastest.
/// </summary>
public sealed class ServingExperiment
{
    private const string Serving = "serving";
    private const string Pipeline = "pipeline";
    private const string Axis = "axes";

    // Keys of plans that the search for a split does not know.
    private static readonly ImmutableArray<string> OfOneModel = ["attainment", "counted", "simulated"];

    private ServingExperiment(ServingExperimentDescription description, ImmutableArray<string> axes, ImmutableArray<ServingPoint> points, string identity) =>
        (Description, Axes, Points, Identity) = (description, axes, points, identity);

    /// <summary>What the file states.</summary>
    public ServingExperimentDescription Description { get; }

    /// <summary>The names of the axes.</summary>
    public ImmutableArray<string> Axes { get; }

    /// <summary>All points.</summary>
    public ImmutableArray<ServingPoint> Points { get; }

    /// <summary>The beginning of the hash of the file, which names its run.</summary>
    public string Identity { get; }

    /// <summary>Whether a file is an experiment on serving.</summary>
    /// <param name="path">The file.</param>
    /// <returns>True where it has a section <c>serving</c> or <c>pipeline</c>.</returns>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static bool Is(string path) => YamlFile.Read(path) is var tree && (tree.Find(Serving) ?? tree.Find(Pipeline)) is not null;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="configs">The directory whose <c>pipelines/</c> holds bases of systems of models.</param>
    /// <returns>The experiment.</returns>
    /// <exception cref="InputException">It cannot be used; the message names file, line and key.</exception>
    public static ServingExperiment Read(string path, string configs)
    {
        var tree = YamlFile.Read(path);
        var description = DescriptionReader.Bind<ServingExperimentDescription>(tree.Without(Serving).Without(Pipeline).Without(Axis)).Value;
        if (description.Name != Path.GetFileNameWithoutExtension(path))
        {
            throw tree.Place.Error($"differs from the file's name; accepted: {Path.GetFileNameWithoutExtension(path)}", "name");
        }

        var ofModels = tree.Find(Pipeline) is not null;
        var start = ofModels ? SystemOfModels(tree, description, configs)
            : tree.Find(Serving) as MappingNode ?? throw tree.Place.Error("accepted: keys of a serving description", Serving);
        var axes = tree.Find(Axis) as MappingNode ?? throw tree.Place.Error("is missing; accepted: named choices, each of which changes keys", Axis);
        IEnumerable<(ImmutableArray<string> Levels, MappingNode Tree)> points = [([], start)];
        foreach (var axis in axes.Entries)
        {
            var choices = axis.Value as MappingNode ?? throw axis.Place.Error("accepted: named choices, each of which changes keys", $"{Axis}.{axis.Key}");
            points = from point in points
                     from choice in choices.Entries
                     select (point.Levels.Add(choice.Key), point.Tree.MergedWith(Changes(axis, choice)));
        }

        var identity = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(YamlFile.ReadText(path))))[..8];
        return new ServingExperiment(
            description, [.. axes.Entries.Select(a => a.Key)],
            [.. points.Select(p => ofModels
                ? new ServingPoint(p.Levels, null, Bound(p.Tree))
                : new ServingPoint(p.Levels, DescriptionReader.Bind<ServingDescription>(p.Tree).Value, null))],
            identity);
    }

    private static MappingNode SystemOfModels(MappingNode tree, ServingExperimentDescription description, string configs)
    {
        if (tree.Find(Serving) is not null)
        {
            throw tree.Place.Error("both are given; accepted: one of serving (one model) and pipeline (a system of models)", Pipeline);
        }

        if (description.Find is not PlanGoal.BestSplit)
        {
            throw tree.Place.Error("of a system of models, accepted: best-split", "find");
        }

        if (OfOneModel.FirstOrDefault(k => tree.Find(k) is not null) is { } unused)
        {
            throw tree.Place.Error("belongs to plans of one model; a system of models has slo_share and requests in its section", unused);
        }

        var own = tree.Find(Pipeline) as MappingNode ?? throw tree.Place.Error("accepted: keys of a system of models, or base: NAME and changes", Pipeline);
        return own.Find("base") switch
        {
            null => own,
            ScalarNode { IsNull: false } name =>
                YamlFile.Read(new DescriptionCatalog(Path.Combine(configs, "pipelines"), "system of models").PathOf(name.Text)).MergedWith(own.Without("base")),
            var other => throw other.Place.Error("accepted: a name of configs/pipelines, or a path", "base"),
        };
    }

    private static PipelineDescription Bound(MappingNode tree)
    {
        var description = DescriptionReader.Bind<PipelineDescription>(tree).Value;
        return description switch
        {
            { SloSeconds: null } => throw tree.Place.Error("is missing; a split is judged by it", "slo"),
            { Rate: null } => throw tree.Place.Error("is missing; the search for the highest rate begins there", "rate"),
            { DurationSeconds: not null } => throw tree.Place.Error("accepted: requests, whose number grows with the rate", "duration"),
            _ => description,
        };
    }

    private static MappingNode Changes(MappingEntry axis, MappingEntry choice) => choice.Value switch
    {
        MappingNode mapping => mapping,
        ScalarNode { IsNull: true } => new MappingNode(choice.Place, []),
        _ => throw choice.Place.Error("accepted: keys that it changes", $"{Axis}.{axis.Key}.{choice.Key}"),
    };
}
