using System.Text;
using Simulator.Hardware.Errors;

namespace Simulator.Hardware.Descriptions;

/// <summary>
/// Reads a YAML file (JSON is a part of YAML) into a tree of nodes that know their lines. Only what descriptions need: one document,
/// a mapping at the top, no anchors, aliases or tags, at most 1 MB and 64 levels.
/// </summary>
public static class YamlFile
{
    /// <summary>The largest file accepted, in bytes.</summary>
    public const int MaximumBytes = 1_000_000;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <returns>The mapping at the top.</returns>
    /// <exception cref="InputException">The file cannot be read or is no such mapping; the message names file and line.</exception>
    public static MappingNode Read(string path) => Parse(ReadText(path), path);

    /// <summary>Reads text as if it were the content of a file.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="file">The name for messages.</param>
    /// <returns>The mapping at the top.</returns>
    /// <exception cref="InputException">The text is no such mapping; the message names file and line.</exception>
    public static MappingNode Parse(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        CheckCharacters(text, file);
        return (MappingNode)new YamlTreeBuilder(file).Build(text).WithOrigin(null);
    }

    /// <summary>Reads the text of a file under the same limits: size, UTF-8, a file that exists.</summary>
    /// <param name="path">The file's path.</param>
    /// <returns>The text.</returns>
    /// <exception cref="InputException">The file is missing, a directory, too large, unreadable or not UTF-8.</exception>
    public static string ReadText(string path)
    {
        var place = new Place(path, null);
        byte[] bytes;
        try
        {
            if (Directory.Exists(path))
                throw place.Error("is a directory; a YAML file is accepted");
            var information = new FileInfo(path);
            if (!information.Exists)
                throw place.Error("no such file");
            if (information.Length > MaximumBytes)
                throw TooLarge(place);
            bytes = ReadBytes(path, place);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw place.Error($"cannot be read: {e.Message}", inner: e);
        }
        return Decode(bytes, place);
    }

    private static byte[] ReadBytes(string path, Place place)
    {
        // Pipes and devices have no length beforehand, so the limit holds while reading too.
        using var stream = File.OpenRead(path);
        using var content = new MemoryStream();
        var buffer = new byte[16384];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            content.Write(buffer, 0, read);
            if (content.Length > MaximumBytes)
                throw TooLarge(place);
        }
        return content.ToArray();
    }

    private static InputException TooLarge(Place place) => place.Error("is larger than 1 MB; a description of at most 1 MB is accepted");

    private static string Decode(byte[] bytes, Place place)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            return text.Length > 0 && text[0] == '\ufeff' ? text[1..] : text;
        }
        catch (DecoderFallbackException e)
        {
            var line = 1 + bytes.AsSpan(0, Math.Clamp(e.Index, 0, bytes.Length)).Count((byte)'\n');
            throw (place with { Line = line }).Error("is not UTF-8 text; a YAML file in UTF-8 is accepted", inner: e);
        }
    }

    private static void CheckCharacters(string text, string file)
    {
        var line = 1;
        var indentation = true;
        foreach (var c in text)
        {
            if (c == '\n')
                (line, indentation) = (line + 1, true);
            else if (c == '\t' && indentation)
                throw new Place(file, line).Error("a tab stands in the indentation; spaces are accepted");
            else if (char.IsControl(c) && c is not ('\t' or '\r' or '\u0085'))
                throw new Place(file, line).Error($"the control character U+{(int)c:X4} is not accepted");
            else if (c != ' ')
                indentation = false;
        }
    }
}
