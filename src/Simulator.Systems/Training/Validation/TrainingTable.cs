using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Simulator.Hardware.Errors;

namespace Simulator.Systems.Training.Validation;

/// <summary>
/// A table of measured training runs (CSV) with the columns <c>model, gpu, num_gpus, precision, gbs, mbs, seq_len, tokens_per_s_per_gpu, framework</c> and,
/// as far
/// as known, <c>tp, pp, cp, vp, ep, dp, fsdp, act_ckpt, cuda_graph</c>.
/// </summary>
/// <param name="Rows">The runs that can be read.</param>
/// <param name="Rejections">Those that cannot.</param>
public sealed record TrainingTable(ImmutableArray<TrainingMeasurement> Rows, ImmutableArray<TrainingRejection> Rejections)
{
    private static readonly string[] Required = ["model", "gpu", "num_gpus", "precision", "gbs", "mbs", "seq_len", "tokens_per_s_per_gpu", "framework"];

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="names">Finds models and systems by the table's names.</param>
    /// <returns>The table.</returns>
    /// <exception cref="InputException">The file is missing, no CSV, or lacks a column.</exception>
    public static TrainingTable Read(string path, TrainingNames names)
    {
        using var reader = Open(path);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, MissingFieldFound = null });
        try
        {
            return Read(csv, path, names);
        }
        catch (CsvHelperException error)
        {
            throw new InputException("not a CSV file; quoted fields must be closed", path, csv.Parser.RawRow, inner: error);
        }
    }

    private static TrainingTable Read(CsvReader csv, string path, TrainingNames names)
    {
        if (!csv.Read() || !csv.ReadHeader())
            throw new InputException($"the file is empty; a header with {string.Join(", ", Required)} is expected", path);
        if (Required.FirstOrDefault(c => csv.HeaderRecord?.Contains(c) != true) is { } missing)
            throw new InputException($"the column is missing; {string.Join(", ", Required)} are expected", path, 1, missing);
        var (rows, rejections) = (ImmutableArray.CreateBuilder<TrainingMeasurement>(), ImmutableArray.CreateBuilder<TrainingRejection>());
        while (csv.Read())
        {
            try
            {
                rows.Add(new TrainingRowReader(csv, names).Read());
            }
            catch (InputException refusal)
            {
                rejections.Add(new TrainingRejection(csv.Parser.RawRow, refusal.Message));
            }
        }

        return new TrainingTable(rows.ToImmutable(), rejections.ToImmutable());
    }

    private static StringReader Open(string path)
    {
        try
        {
            return new StringReader(File.ReadAllText(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)));
        }
        catch (DecoderFallbackException error)
        {
            throw new InputException("not UTF-8 text; a CSV file is expected", path, inner: error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(error is FileNotFoundException or DirectoryNotFoundException ? "no such file"
                : $"cannot be read: {error.Message}", path, inner: error);
        }
    }
}
