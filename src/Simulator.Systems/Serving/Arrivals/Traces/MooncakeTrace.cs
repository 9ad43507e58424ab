using System.Collections.Immutable;
using System.Text.Json;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;

namespace Simulator.Systems.Serving.Arrivals.Traces;

/// <summary>
/// The Mooncake traces (Qin et al., "Mooncake", FAST 2025), as published: JSON lines with <c>timestamp</c> in milliseconds, <c>input_length</c>,
/// <c>output_length</c> and <c>hash_ids</c>, an id for each block of 512 prompt tokens with all before it. The last id is of a part of a block where the
/// prompt ends within one; such a part is not shared here.
/// </summary>
internal sealed class MooncakeTrace : ITraceFormat
{
    private const int BlockTokens = 512;
    private const string Hashes = "hash_ids";
    private static readonly ImmutableArray<string> Known = ["timestamp", "input_length", "output_length", Hashes];

    /// <inheritdoc/>
    public (string Time, string Input, string Output) Keys => (Known[0], Known[1], Known[2]);

    /// <inheritdoc/>
    public bool HasEmptyRows => true;

    /// <inheritdoc/>
    public bool Recognises(string firstLine) => firstLine.StartsWith('{');

    /// <inheritdoc/>
    public IEnumerable<RecordedRow> Read(TextReader reader, string path)
    {
        var line = 0;
        while (reader.ReadLine() is { } text)
        {
            line++;
            if (!string.IsNullOrWhiteSpace(text))
            {
                yield return Row(text, new Place(path, line));
            }
        }
    }

    private RecordedRow Row(string text, Place place)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var row = json.RootElement.ValueKind == JsonValueKind.Object
                ? json.RootElement
                : throw place.Error($"is no JSON object; accepted: one with {string.Join(", ", Known)}");
            foreach (var key in row.EnumerateObject())
            {
                if (!Known.Contains(key.Name))
                {
                    throw place.Error($"unknown key '{key.Name}'; {NearestNames.Hint(key.Name, Known)}");
                }
            }

            var milliseconds = Find(row, Keys.Time, place);
            var seconds = milliseconds.ValueKind == JsonValueKind.Number && milliseconds.GetDouble() is >= 0 and <= 1e3 * ArrivalFile.LongestSeconds
                ? milliseconds.GetDouble() / 1e3
                : throw Refused(milliseconds, Keys.Time, "milliseconds from 0 to 1e12", place);
            var input = Whole(row, Keys.Input, place);
            return new RecordedRow(place.Line!.Value, seconds, input, Whole(row, Keys.Output, place), Content(row, input, place));
        }
        catch (JsonException error)
        {
            throw place.Error("is not JSON; accepted: a JSON object per line", inner: error);
        }
    }

    private static PromptContent? Content(JsonElement row, long input, Place place)
    {
        if (!row.TryGetProperty(Hashes, out var list))
        {
            return null;
        }

        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > (input + BlockTokens - 1) / BlockTokens)
        {
            throw place.Error(FormattableString.Invariant($"accepted: a list of ids, one for each {BlockTokens} of the {input} tokens"), Hashes);
        }

        var ids = ImmutableArray.CreateBuilder<ulong>();
        foreach (var item in list.EnumerateArray().Take((int)(input / BlockTokens)))
        {
            ids.Add(item.ValueKind == JsonValueKind.Number && item.TryGetUInt64(out var id)
                ? id
                : throw Refused(item, Hashes, "whole numbers from 0", place));
        }

        return ids.Count == 0 ? null : new PromptContent(BlockTokens, ids.DrainToImmutable());
    }

    private static long Whole(JsonElement row, string key, Place place)
    {
        var value = Find(row, key, place);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var whole)
            ? whole
            : throw Refused(value, key, "a whole number from 1", place);
    }

    private static JsonElement Find(JsonElement row, string key, Place place) =>
        row.TryGetProperty(key, out var value) ? value : throw place.Error($"the key is missing; accepted: {string.Join(", ", Known)}", key);

    private static InputException Refused(JsonElement value, string key, string accepted, Place place) =>
        place.Error($"'{value.GetRawText()}' is not accepted; accepted: {accepted}", key);
}
