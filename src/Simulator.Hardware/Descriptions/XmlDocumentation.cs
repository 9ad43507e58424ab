using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Simulator.Hardware.Descriptions;

/// <summary>The summaries in the documentation file that an assembly has beside the program; empty where there is no such file.</summary>
internal sealed partial class XmlDocumentation
{
    private readonly Dictionary<Assembly, Dictionary<string, string>> summaries = [];

    /// <summary>The summary of a property; null where there is none.</summary>
    internal string? Of(PropertyInfo property) => Find(property.DeclaringType!.Assembly, $"P:{property.DeclaringType.FullName}.{property.Name}");

    /// <summary>The summary of a type; null where there is none.</summary>
    internal string? Of(Type type) => Find(type.Assembly, $"T:{type.FullName}");

    private string? Find(Assembly assembly, string member)
    {
        if (!summaries.TryGetValue(assembly, out var known))
            summaries.Add(assembly, known = Read(Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml")));
        return known.GetValueOrDefault(member.Replace('+', '.'));
    }

    private static Dictionary<string, string> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        try
        {
            return XDocument.Load(path).Descendants("member")
                .Where(member => member.Element("summary") is not null)
                .ToDictionary(member => (string)member.Attribute("name")!, member => Text(member.Element("summary")!));
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Text(XElement summary)
    {
        var parts = summary.DescendantNodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "see" or "paramref" } see => Name((string?)see.Attribute("cref") ?? (string?)see.Attribute("name") ?? ""),
            _ => "",
        });
        return Spaces().Replace(string.Concat(parts), " ").Trim();
    }

    private static string Name(string reference) => reference[(reference.LastIndexOf('.') + 1)..];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
