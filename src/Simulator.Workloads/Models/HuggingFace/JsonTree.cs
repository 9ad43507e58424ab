using System.Text;
using System.Text.Json;
using Simulator.Hardware.Errors;

namespace Simulator.Workloads.Models.HuggingFace;

/// <summary>
/// Reads a JSON file into values that know their line. Python's <c>Infinity</c>, <c>-Infinity</c> and <c>NaN</c>, which published configurations hold,
/// are accepted as numbers.
/// </summary>
internal static class JsonTree
{
    private const int LargestFile = 16 << 20;

    internal static JsonValue Read(string path)
    {
        var bytes = Load(path);
        CheckUtf8(bytes, path);
        PythonNumbers.Rewrite(bytes);
        var options = new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        var reader = new Utf8JsonReader(bytes, options);
        try
        {
            if (!reader.Read())
                throw new InputException("the file is empty; a JSON object is expected", path);
            var lines = new LineCounter(bytes);
            var root = ReadValue(ref reader, lines);
            reader.Read();
            return root;
        }
        catch (JsonException error)
        {
            var empty = bytes.AsSpan().Trim(" \t\r\n"u8).IsEmpty;
            var problem = empty ? "the file is empty; a JSON object is expected" : $"not valid JSON: {Reason(error)}";
            throw new InputException(problem, path, empty ? null : (int)(error.LineNumber ?? 0) + 1, inner: error);
        }
    }

    private static byte[] Load(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            if (length > LargestFile)
                throw new InputException($"the file has {length} bytes; a model configuration of at most 16 MiB is expected", path);
            var bytes = File.ReadAllBytes(path);
            return bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var problem = error is FileNotFoundException or DirectoryNotFoundException ? "no such file" : $"cannot be read: {error.Message}";
            throw new InputException(problem, path, inner: error);
        }
    }

    private static void CheckUtf8(byte[] bytes, string path)
    {
        var index = System.Text.Unicode.Utf8.IsValid(bytes) ? -1 : FirstInvalid(bytes);
        if (index >= 0)
            throw new InputException($"byte {index} is not UTF-8 text; a JSON file is expected", path, bytes.AsSpan(0, index).Count((byte)'\n') + 1);
    }

    private static int FirstInvalid(byte[] bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes.AsSpan(at), out _, out var consumed) == System.Buffers.OperationStatus.Done)
            at += consumed;
        return at;
    }

    private static JsonValue ReadValue(ref Utf8JsonReader reader, LineCounter lines)
    {
        var line = lines.At((int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    members[name] = ReadValue(ref reader, lines);
                }

                return new JsonValue(line, members);
            case JsonTokenType.StartArray:
                var items = new List<JsonValue>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(ReadValue(ref reader, lines));
                return new JsonValue(line, items);
            case JsonTokenType.Number:
                return new JsonValue(line, reader.GetDouble());
            case JsonTokenType.String:
                var text = reader.GetString()!;
                return text == PythonNumbers.NanMark ? new JsonValue(line, double.NaN) : new JsonValue(line, text);
            case JsonTokenType.True or JsonTokenType.False:
                return new JsonValue(line, reader.TokenType == JsonTokenType.True);
            default:
                return new JsonValue(line, null);
        }
    }

    private static string Reason(JsonException error)
    {
        var at = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (at < 0 ? error.Message : error.Message[..at]).TrimEnd('.');
    }
}
