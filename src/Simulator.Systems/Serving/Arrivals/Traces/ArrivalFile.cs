using System.Collections.Immutable;
using Simulator.Hardware.Errors;

namespace Simulator.Systems.Serving.Arrivals.Traces;

/// <summary>
/// Reads recorded requests. The first line tells the format: this project's CSV (<c>arrival_s,input_tokens,output_tokens</c>, optionally
/// <c>prefix_hash,prefix_tokens</c>), the Azure LLM inference traces (<c>TIMESTAMP,ContextTokens,GeneratedTokens</c>), or the Mooncake traces (JSON lines with
/// <c>timestamp</c>, <c>input_length</c>, <c>output_length</c>, <c>hash_ids</c>), the latter two as they are published.
/// </summary>
public static class ArrivalFile
{
    /// <summary>The latest time accepted, in seconds.</summary>
    public const double LongestSeconds = 1e9;

    private static readonly ImmutableArray<ITraceFormat> Formats = [new MooncakeTrace(), new AzureTrace(), new PlainTrace()];

    /// <summary>Reads all requests.</summary>
    /// <param name="path">The file.</param>
    /// <returns>At least one request.</returns>
    /// <exception cref="InputException">As of <see cref="Stream"/>.</exception>
    public static ImmutableArray<Arrival> Read(string path) => [.. Stream(path)];

    /// <summary>Reads the requests one by one, so that a file may be larger than memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rejected">Gets the rows without a prompt or an answer, which published traces may have and which are left out.</param>
    /// <returns>The requests, at least one; errors come where they are met.</returns>
    /// <exception cref="InputException">
    /// The file is missing, empty, or of none of the formats; a column is unknown or missing; times run backwards; a value is no length.
    /// </exception>
    public static IEnumerable<Arrival> Stream(string path, RejectedRows? rejected = null)
    {
        if (!File.Exists(path))
        {
            throw new InputException("no such file; accepted: a trace of requests (CSV, or JSON lines)", path);
        }

        return Rows(path, Detect(path), rejected);
    }

    private static ITraceFormat Detect(string path)
    {
        using var reader = new StreamReader(path);
        var first = reader.ReadLine();
        if (string.IsNullOrWhiteSpace(first))
        {
            throw new InputException($"the {(first is null ? "file" : "first line")} is empty; {Accepted}", path, first is null ? null : 1);
        }

        // A file that is nearly this project's own is told what is wrong with its columns.
        return Formats.FirstOrDefault(f => f.Recognises(first))
            ?? (first.Contains("_tokens", StringComparison.Ordinal)
                ? Formats[^1]
                : throw new InputException($"is no trace that is known; {Accepted}", path, 1));
    }

    private static string Accepted => "accepted: arrival_s,input_tokens,output_tokens (own), TIMESTAMP,ContextTokens,GeneratedTokens (Azure), "
        + "or JSON lines with timestamp, input_length, output_length, hash_ids (Mooncake)";

    private static IEnumerable<Arrival> Rows(string path, ITraceFormat format, RejectedRows? rejected)
    {
        using var reader = new StreamReader(path);
        var (last, any) = (0.0, false);
        foreach (var row in format.Read(reader, path))
        {
            if (row.Seconds < last)
            {
                var problem = FormattableString.Invariant($"{row.Seconds} s is earlier than the row before ({last} s); accepted: times in order");
                throw new InputException(problem, path, row.Line, format.Keys.Time);
            }

            last = row.Seconds;
            if (format.HasEmptyRows && (row.Input == 0 || row.Output == 0))
            {
                rejected?.Add(row.Line, row.Input == 0 ? "no prompt" : "no answer");
                continue;
            }

            any = true;
            var shape = new RequestShape(Tokens(row.Input, format.Keys.Input, path, row.Line), Tokens(row.Output, format.Keys.Output, path, row.Line));
            yield return new Arrival(row.Seconds, shape) { Content = row.Content };
        }

        if (!any)
        {
            throw new InputException("no requests; at least one row is expected", path, 2);
        }
    }

    private static int Tokens(long tokens, string key, string path, int line) => tokens is >= 1 and <= int.MaxValue
        ? (int)tokens
        : throw new InputException(FormattableString.Invariant($"'{tokens}' is not accepted; accepted: a whole number from 1"), path, line, key);
}
