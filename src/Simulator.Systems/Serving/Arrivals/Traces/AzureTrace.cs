using System.Globalization;

namespace Simulator.Systems.Serving.Arrivals.Traces;

/// <summary>
/// The Azure LLM inference traces of 2023 (Patel et al., "Splitwise", ISCA 2024) and 2024 (Stojkovic et al., "DynamoLLM", HPCA 2025), as published: CSV with
/// <c>TIMESTAMP,ContextTokens,GeneratedTokens</c>, times as date and time of day. Time 0 is the first row's.
/// </summary>
internal sealed class AzureTrace : ITraceFormat
{
    private static readonly string[] Times =
        ["yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:sszzz"];

    /// <inheritdoc/>
    public (string Time, string Input, string Output) Keys => ("TIMESTAMP", "ContextTokens", "GeneratedTokens");

    /// <inheritdoc/>
    public bool HasEmptyRows => true;

    /// <inheritdoc/>
    public bool Recognises(string firstLine) => firstLine.Contains(Keys.Time, StringComparison.Ordinal);

    /// <inheritdoc/>
    public IEnumerable<RecordedRow> Read(TextReader reader, string path)
    {
        var (time, input, output) = Keys;
        using var csv = CsvTrace.Open(reader, path, [time, input, output], []);
        DateTimeOffset? first = null;
        while (csv.Next())
        {
            var text = csv.Text(time);
            if (!DateTimeOffset.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            {
                throw csv.Refused(time, "a date and time such as 2023-11-16 18:17:03.9799600");
            }

            first ??= at;
            yield return new RecordedRow(csv.Line, (at - first.Value).TotalSeconds, csv.Whole(input), csv.Whole(output), null);
        }
    }
}
