using System.Globalization;

namespace Simulator.Systems.Serving.Arrivals.Traces;

/// <summary>
/// This project's own CSV: <c>arrival_s,input_tokens,output_tokens</c> and, where prompts share their beginning, <c>prefix_hash,prefix_tokens</c>. The
/// first <c>prefix_tokens</c> tokens (default: the whole prompt) of all requests with one <c>prefix_hash</c> are the same; an empty one is shared with nobody.
/// </summary>
internal sealed class PlainTrace : ITraceFormat
{
    private const int BlockTokens = 16;
    private const string Hash = "prefix_hash";
    private const string Prefix = "prefix_tokens";

    /// <inheritdoc/>
    public (string Time, string Input, string Output) Keys => ("arrival_s", "input_tokens", "output_tokens");

    /// <inheritdoc/>
    public bool HasEmptyRows => false;

    /// <inheritdoc/>
    public bool Recognises(string firstLine) => firstLine.Contains(Keys.Time, StringComparison.Ordinal);

    /// <inheritdoc/>
    public IEnumerable<RecordedRow> Read(TextReader reader, string path)
    {
        var (time, input, output) = Keys;
        using var csv = CsvTrace.Open(reader, path, [time, input, output], [Hash, Prefix]);
        while (csv.Next())
        {
            var tokens = csv.Whole(input);
            yield return new RecordedRow(csv.Line, Seconds(csv), tokens, csv.Whole(output), Content(csv, tokens));
        }
    }

    private double Seconds(CsvTrace csv) => double.TryParse(csv.Text(Keys.Time), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && value is >= 0 and <= ArrivalFile.LongestSeconds
        ? value
        : throw csv.Refused(Keys.Time, "seconds from 0 to 1e9");

    private static PromptContent? Content(CsvTrace csv, long input)
    {
        var shared = input;
        if (csv.Text(Prefix).Length > 0)
        {
            shared = csv.Whole(Prefix);
            if (shared < 0 || shared > input)
            {
                throw csv.Refused(Prefix, FormattableString.Invariant($"0 to the {input} tokens of the prompt"));
            }
        }

        var name = csv.Text(Hash);
        var blocks = name.Length == 0 || shared > int.MaxValue ? 0 : (int)(shared / BlockTokens);
        return blocks == 0 ? null : new PromptContent(BlockTokens, BlockIds.Numbered(BlockIds.OfName(name), 0, blocks));
    }
}
