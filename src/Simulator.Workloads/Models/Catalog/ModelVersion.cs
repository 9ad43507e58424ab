using System.Security.Cryptography;
using System.Text;
using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Descriptions;

namespace Simulator.Workloads.Models.Catalog;

/// <summary>The version of a model's description: what its file's name or its key <c>version</c> says, else the hash of its contents.</summary>
internal static class ModelVersion
{
    /// <summary>What stands between an id and a version.</summary>
    internal const string Mark = "@";

    private const int HashLength = 8;
    private const string Key = "version";

    internal static string Of(DescriptionCatalog catalog, string idOrPath)
    {
        var path = catalog.PathOf(idOrPath);
        var name = Path.GetFileNameWithoutExtension(path);
        var at = name.LastIndexOf(Mark, StringComparison.Ordinal);
        return at >= 0 ? name[(at + 1)..]
            : (YamlFile.Read(path).Find(Key) as ScalarNode)?.Text ?? OfContents(catalog.FilesOf(idOrPath));
    }

    /// <summary>Whether a version is the declared one, or the hash of the contents.</summary>
    internal static bool Matches(DescriptionCatalog catalog, string id, string version) =>
        version == Of(catalog, id) || version == OfContents(catalog.FilesOf(id));

    /// <summary>The first digits of the SHA-256 of some files, whatever their line ends.</summary>
    internal static string OfContents(IEnumerable<string> files)
    {
        var text = string.Concat(files.Select(f => File.ReadAllText(f).ReplaceLineEndings("\n")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLength];
    }
}
