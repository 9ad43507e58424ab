using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Experiments;

/// <summary>Reads experiment files.</summary>
public static class ExperimentFile
{
    private const string VaryKey = "vary";

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The description and where its parts were written.</returns>
    /// <exception cref="InputException">It cannot be read or does not fit; the message names file, line and key.</exception>
    internal static (ExperimentDescription Description, Places Places) Read(string path)
    {
        var tree = WithListsJoined(YamlFile.Read(path));
        var description = DescriptionReader.Bind<ExperimentDescription>(tree).Value;
        var places = new Places(path, tree);
        var name = Path.GetFileNameWithoutExtension(path);
        return description.Name == name ? (description, places) : throw places.Error($"differs from the file's name; accepted: {name}", "name");
    }

    // 'vary' takes a YAML list or one text with commas.
    private static MappingNode WithListsJoined(MappingNode tree)
    {
        if (tree.Find(VaryKey) is not MappingNode vary)
        {
            return tree;
        }

        foreach (var entry in vary.Entries)
        {
            if (entry.Value is SequenceNode list && list.Items.All(i => i is ScalarNode))
            {
                var text = string.Join(", ", list.Items.Cast<ScalarNode>().Select(i => i.Text));
                vary = vary.With(entry.Key, new ScalarNode(list.Place, text, Quoted: true) { Origin = list.Origin });
            }
        }

        return tree.With(VaryKey, vary);
    }
}
