using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Simulator.Exploration.Evaluation;
using Simulator.Exploration.Results;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Runs;

/// <summary>Reads points back from <c>points.csv</c> and judges them again.</summary>
internal sealed class PointReader
{
    private const int LineFeed = '\n';
    private const int BufferBytes = 1 << 16;

    private readonly DesignProgram program;
    private readonly PointEvaluator evaluator;
    private readonly int statusColumn;

    internal PointReader(DesignProgram program)
    {
        this.program = program;
        evaluator = new PointEvaluator(program);
        statusColumn = program.Columns.IndexOf(PointColumn.Status);
    }

    /// <summary>The bytes of a file up to the end of its last whole line.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The length; 0 where no line is whole.</returns>
    internal static long WholeLines(string path)
    {
        using var stream = File.OpenRead(path);
        var buffer = new byte[BufferBytes];
        for (var end = stream.Length; end > 0;)
        {
            var start = Math.Max(0, end - buffer.Length);
            stream.Position = start;
            stream.ReadExactly(buffer, 0, (int)(end - start));
            var last = Array.LastIndexOf(buffer, (byte)LineFeed, (int)(end - start) - 1);
            if (last >= 0)
            {
                return start + last + 1;
            }

            end = start;
        }

        return 0;
    }

    /// <summary>The number at the beginning of a file's last whole line.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The point's number; -1 where there is none.</returns>
    internal static long LastPoint(string path)
    {
        const int LongestLine = 1 << 14;
        using var stream = File.OpenRead(path);
        var whole = WholeLines(path);
        var start = Math.Max(0, whole - LongestLine);
        var tail = new byte[whole - start];
        stream.Position = start;
        stream.ReadExactly(tail);
        var line = Array.LastIndexOf(tail, (byte)LineFeed, Math.Max(0, tail.Length - 2)) + 1;
        var comma = Array.IndexOf(tail, (byte)',', Math.Min(line, tail.Length));
        return comma > line && long.TryParse(System.Text.Encoding.ASCII.GetString(tail, line, comma - line), NumberStyles.None, CultureInfo.InvariantCulture, out var point) ? point : -1;
    }

    /// <summary>Reads the points of a file, which are consecutive.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">How much of it to read: whole lines.</param>
    /// <param name="first">The number that the first point must have.</param>
    /// <param name="each">Takes each point; the record is used again for the next.</param>
    /// <returns>The number after the last point.</returns>
    /// <exception cref="InputException">The file is of another experiment, or was changed.</exception>
    internal long Read(string path, long bytes, long first, Action<PointRecord> each)
    {
        using var stream = new LimitedStream(File.OpenRead(path), bytes);
        using var text = new StreamReader(stream);
        using var csv = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, Mode = CsvMode.RFC4180 });
        if (!csv.Read())
        {
            return first;
        }

        var names = program.Columns.Select(c => c.Name);
        if (!csv.Record!.SequenceEqual(names))
        {
            throw new InputException($"has other columns; accepted: {string.Join(',', names)}", path, line: 1);
        }

        var record = evaluator.NewRecord();
        var next = first;
        while (csv.Read())
        {
            var row = csv.Record!;
            if (row.Length != program.Columns.Length || row[0] != next.ToString(CultureInfo.InvariantCulture))
            {
                throw new InputException($"the line of point {next} is missing or damaged", path, line: csv.RawRow);
            }

            Parse(row, record, path, csv.RawRow);
            evaluator.Restore(next, record);
            each(record);
            next++;
        }

        return next;
    }

    private void Parse(string[] row, PointRecord record, string path, int line)
    {
        var status = row[statusColumn];
        record.Refusal = status == PointRecord.Ok || status.StartsWith("violates: ", StringComparison.Ordinal) ? null : status;
        for (var i = 0; i < record.Figures.Length && record.Refusal is null; i++)
        {
            if (!double.TryParse(row[statusColumn + 1 + i], NumberStyles.Float, CultureInfo.InvariantCulture, out record.Figures[i]))
            {
                throw new InputException($"'{row[statusColumn + 1 + i]}' is no number", path, line, program.Columns[statusColumn + 1 + i].Name);
            }
        }
    }
}
