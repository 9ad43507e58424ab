using Simulator.Hardware.Errors;

namespace Simulator.Cli.Export;

/// <summary>Writes a file whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the target first and moves the result there.</summary>
    /// <param name="path">The target.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var part = path + ".part";
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } directory)
            {
                Directory.CreateDirectory(directory);
            }

            using (var stream = File.Create(part))
            {
                write(stream);
            }

            File.Move(part, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            File.Delete(part);
            throw new InputException($"cannot be written: {fault.Message}", path, inner: fault);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    /// <summary>Writes text to a file, or to the output where the path is <c>-</c> or empty.</summary>
    /// <param name="path">The target.</param>
    /// <param name="output">The output.</param>
    /// <param name="text">The content.</param>
    public static void WriteText(string? path, TextWriter output, string text)
    {
        if (path is null or "" or "-")
        {
            output.Write(text);
            return;
        }

        Write(path, stream =>
        {
            using var writer = new StreamWriter(stream);
            writer.Write(text);
        });
    }
}
