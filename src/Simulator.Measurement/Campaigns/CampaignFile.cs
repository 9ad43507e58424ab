using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;

namespace Simulator.Measurement.Campaigns;

/// <summary>
/// The measurement CSV that a campaign writes, one row at a time: a row that was written is on the disk, whatever happens next. Opened on an existing file it
/// goes on where that one ended; a last line that was cut off in the middle is dropped.
/// </summary>
public sealed class CampaignFile : IDisposable
{
    private static readonly ImmutableArray<string> Columns =
        ["gpu", "op", "precision", "shape", "latency_us", "latency_low_us", "latency_high_us", "samples", "outliers", "stack", "cache", "kernel"];

    private readonly FileStream stream;
    private readonly HashSet<string> done = new(StringComparer.Ordinal);

    private CampaignFile(FileStream stream) => this.stream = stream;

    /// <summary>Rows that the file holds.</summary>
    public int Rows => done.Count;

    /// <summary>Opens or creates the file.</summary>
    /// <param name="path">The file; folders that it names are created.</param>
    /// <param name="gpu">The id that its rows carry.</param>
    /// <param name="stack">The stack that its rows carry.</param>
    /// <returns>The file.</returns>
    /// <exception cref="InputException">The file has other columns, or rows of another device or stack.</exception>
    public static CampaignFile Open(string path, string gpu, string stack)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            var file = new CampaignFile(stream);
            file.Resume(path, gpu, stack);
            return file;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Whether the file holds the row of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>True where it was measured before.</returns>
    public bool Holds(PlannedKernel kernel) => done.Contains(kernel.Key);

    /// <summary>Appends a row and flushes it to the disk.</summary>
    /// <param name="row">The row.</param>
    public void Append(CampaignRow row)
    {
        Write(
            row.Gpu, row.Kernel.Operator.Op, row.Kernel.Operator.PrecisionName, row.Kernel.Operator.Shape, Microseconds(row.Seconds), Microseconds(row.LowSeconds),
            Microseconds(row.HighSeconds), row.Samples.ToString(CultureInfo.InvariantCulture), row.Outliers.ToString(CultureInfo.InvariantCulture), row.Stack,
            EnumNames.Of(row.Kernel.Cache), row.Implementation);
        done.Add(row.Kernel.Key);
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private static string Microseconds(double seconds) => (seconds * 1e6).ToString("0.####", CultureInfo.InvariantCulture);

    private void Resume(string path, string gpu, string stack)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var text = Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        stream.SetLength(Encoding.UTF8.GetByteCount(whole));
        stream.Seek(0, SeekOrigin.End);
        if (whole.Length == 0)
        {
            Write([.. Columns]);
            return;
        }

        using var csv = new CsvReader(new StringReader(whole), new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, MissingFieldFound = null });
        csv.Read();
        csv.ReadHeader();
        if (!csv.HeaderRecord!.SequenceEqual(Columns))
        {
            throw new InputException($"was not written by 'gpusim measure'; accepted: a new file, or one with the columns {string.Join(',', Columns)}", path, 1);
        }

        while (csv.Read())
        {
            if (csv["gpu"] != gpu || csv["stack"] != stack)
            {
                throw new InputException($"holds rows of {csv["gpu"]} ({csv["stack"]}), not of {gpu} ({stack}); accepted: another file", path, csv.Parser.RawRow);
            }

            done.Add(string.Join(' ', csv["op"], csv["precision"], csv["shape"], csv["cache"]));
        }
    }

    private void Write(params string[] fields)
    {
        using var text = new StringWriter();
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }))
        {
            foreach (var field in fields)
            {
                csv.WriteField(field);
            }

            csv.NextRecord();
        }

        stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
        stream.Flush(flushToDisk: true);
    }
}
