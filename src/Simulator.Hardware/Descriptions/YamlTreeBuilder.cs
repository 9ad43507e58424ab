using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Simulator.Hardware.Descriptions;

/// <summary>Builds the tree of nodes from YamlDotNet's events.</summary>
/// <param name="file">The name for messages.</param>
internal sealed class YamlTreeBuilder(string file)
{
    private const int MaximumDepth = 64;

    private int lastLine = 1;

    internal MappingNode Build(string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
                throw new Place(file, null).Error("is empty; keys and values are accepted");
            var root = Node(parser, "", 0);
            parser.Consume<DocumentEnd>();
            if (!parser.TryConsume<StreamEnd>(out _))
                throw At(parser.Current!).Error("a second document begins; one document is accepted");
            return root switch
            {
                MappingNode mapping => mapping,
                ScalarNode { IsNull: true } => throw new Place(file, null).Error("is empty; keys and values are accepted"),
                _ => throw root.Place.Error($"the file holds {root.Kind}; keys and values are accepted"),
            };
        }
        catch (YamlException e)
        {
            // At the end of the text YamlDotNet reports the line after the last one.
            var line = Math.Clamp((int)e.Start.Line, 1, text.TrimEnd('\n', '\r').AsSpan().Count('\n') + 1);
            throw new Place(file, line).Error($"is not valid YAML: {e.Message}", inner: e);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // YamlDotNet's scanner fails with these on some malformed text.
            throw new Place(file, lastLine).Error("is not valid YAML here or in the next lines", inner: e);
        }
    }

    private DescriptionNode Node(IParser parser, string path, int depth)
    {
        var place = At(parser.Current!);
        if (parser.Current is AnchorAlias)
            throw place.Error("an alias is not accepted; write the value out", path);
        if (parser.Current is NodeEvent { Anchor.IsEmpty: false })
            throw place.Error("an anchor is not accepted; write the value out where it is needed", path);
        if (parser.Current is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } })
            throw place.Error("a tag is not accepted; write the plain value", path);
        if (depth > MaximumDepth)
            throw place.Error($"is nested deeper than {MaximumDepth} levels");
        if (parser.TryConsume<Scalar>(out var scalar))
            return new ScalarNode(place, scalar.Value, scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any));
        return parser.TryConsume<SequenceStart>(out _) ? Sequence(parser, place, path, depth) : Mapping(parser, place, path, depth);
    }

    private SequenceNode Sequence(IParser parser, Place place, string path, int depth)
    {
        var items = ImmutableArray.CreateBuilder<DescriptionNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node(parser, $"{path}[{items.Count}]", depth + 1));
        return new SequenceNode(place, items.ToImmutable());
    }

    private MappingNode Mapping(IParser parser, Place place, string path, int depth)
    {
        parser.Consume<MappingStart>();
        var entries = ImmutableArray.CreateBuilder<MappingEntry>();
        var lines = new Dictionary<string, int?>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var keyPlace = At(parser.Current!);
            if (Node(parser, path, depth + 1) is not ScalarNode { Text: var key })
                throw keyPlace.Error("a key is a list or a mapping; a name is accepted", path);
            var keyPath = path.Length == 0 ? key : $"{path}.{key}";
            if (!lines.TryAdd(key, keyPlace.Line))
                throw keyPlace.Error($"the key stands twice, first in line {lines[key]}", keyPath);
            entries.Add(new MappingEntry(key, keyPlace, Node(parser, keyPath, depth + 1)));
        }
        return new MappingNode(place, entries.ToImmutable());
    }

    private Place At(ParsingEvent parsed)
    {
        lastLine = (int)Math.Max(1, parsed.Start.Line);
        return new Place(file, lastLine);
    }
}
