using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Descriptions;

namespace Simulator.Exploration.Serving;

/// <summary>
/// An experiment on serving: a serving description, and axes of named choices, each of which changes some of its keys. Its points are all combinations, the
/// last axis fastest.
/// </summary>
public sealed class ServingExperiment
{
    private const string Serving = "serving";
    private const string Axis = "axes";

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
    /// <returns>True where it has a section <c>serving</c>.</returns>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static bool Is(string path) => YamlFile.Read(path).Find(Serving) is not null;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The experiment.</returns>
    /// <exception cref="InputException">It cannot be used; the message names file, line and key.</exception>
    public static ServingExperiment Read(string path)
    {
        var tree = YamlFile.Read(path);
        var description = DescriptionReader.Bind<ServingExperimentDescription>(tree.Without(Serving).Without(Axis)).Value;
        if (description.Name != Path.GetFileNameWithoutExtension(path))
        {
            throw tree.Place.Error($"differs from the file's name; accepted: {Path.GetFileNameWithoutExtension(path)}", "name");
        }

        var start = tree.Find(Serving) as MappingNode ?? throw tree.Place.Error("is missing; accepted: keys of a serving description", Serving);
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
            [.. points.Select(p => new ServingPoint(p.Levels, DescriptionReader.Bind<ServingDescription>(p.Tree).Value))], identity);
    }

    private static MappingNode Changes(MappingEntry axis, MappingEntry choice) => choice.Value switch
    {
        MappingNode mapping => mapping,
        ScalarNode { IsNull: true } => new MappingNode(choice.Place, []),
        _ => throw choice.Place.Error("accepted: keys of a serving description", $"{Axis}.{axis.Key}.{choice.Key}"),
    };
}
