using System.Text;
using Simulator.Hardware.Errors;

namespace Simulator.Measurement.Training.Corpora;

/// <summary>Bytes to learn from, and bytes of the same source that are only ever predicted.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Training">Bytes to learn from.</param>
/// <param name="Validation">Bytes kept apart: the end of the text.</param>
/// <param name="ChanceNatsPerByte">Chance in the text per byte, below which no loss can fall on average; null where it is not known.</param>
public sealed record Corpus(string Name, byte[] Training, byte[] Validation, double? ChanceNatsPerByte = null)
{
    private const ulong Seed = 20260101;
    private const int GeneratedBytes = 4 << 20;
    private const double ValidationShare = 1.0 / 16;

    /// <summary>Made-up chronicles (<see cref="Chronicle"/>), 4 MiB, always the same.</summary>
    /// <returns>The corpus.</returns>
    public static Corpus Generate() => Generate(GeneratedBytes);

    /// <summary>Reads a text of one's own.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The corpus.</returns>
    /// <exception cref="InputException">The file is not there, cannot be read, or is shorter than 64 KiB.</exception>
    public static Corpus Read(string path)
    {
        const int Least = 1 << 16;
        try
        {
            var bytes = File.ReadAllBytes(path);
            return bytes.Length >= Least ? Split(Path.GetFileName(path), bytes, null)
                : throw new InputException($"has {bytes.Length} bytes; accepted: a text of at least {Least}", path);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException("no such file", path, inner: fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"cannot be read: {fault.Message}", path, inner: fault);
        }
    }

    /// <summary>The entropy of the training bytes taken one by one: the loss of a model that knows only how frequent each byte is.</summary>
    /// <returns>Nats per byte.</returns>
    public double UnigramNats()
    {
        var counts = new double[256];
        foreach (var value in Training)
            counts[value]++;
        return counts.Where(c => c > 0).Sum(c => -c / Training.Length * Math.Log(c / Training.Length));
    }

    internal static Corpus Generate(int bytes)
    {
        var chronicle = new Chronicle(Seed);
        var text = Encoding.ASCII.GetBytes(chronicle.Write(bytes));
        return Split("generated chronicles", text, chronicle.Bits * Math.Log(2) / text.Length);
    }

    private static Corpus Split(string name, byte[] bytes, double? chance)
    {
        var kept = bytes.Length - (int)(bytes.Length * ValidationShare);
        return new Corpus(name, bytes[..kept], bytes[kept..], chance);
    }
}
