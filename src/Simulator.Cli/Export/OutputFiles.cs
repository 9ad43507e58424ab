using Simulator.Hardware.Errors;

namespace Simulator.Cli.Export;

/// <summary>The files that a command writes: all of them whole, or none of them.</summary>
/// <param name="output">Standard output.</param>
internal sealed class OutputFiles(TextWriter output)
{
    /// <summary>The path that means standard output.</summary>
    public const string StandardOutput = "-";

    private readonly List<(string Path, Action<Stream> Write)> files = [];
    private Action<Stream>? toOutput;

    /// <summary>Whether a result goes to standard output.</summary>
    public bool UsesOutput => toOutput is not null;

    /// <summary>Adds text; see <see cref="Add(string?, string, Action{Stream})"/>.</summary>
    public void Add(string? path, string option, string text) => Add(path, option, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        writer.Write(text);
    });

    /// <summary>Adds a result.</summary>
    /// <param name="path">Its file; null or <c>-</c> for standard output.</param>
    /// <param name="option">The option that named the file, for errors.</param>
    /// <param name="write">Writes it.</param>
    /// <exception cref="InputException">The path cannot be a file, or another result goes there already.</exception>
    public void Add(string? path, string option, Action<Stream> write)
    {
        if (path is null or StandardOutput)
        {
            toOutput = toOutput is null ? write : throw new InputException("standard output takes one result; accepted: a file", option);
            return;
        }

        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0'))
        {
            throw new InputException($"'{path}' is no file name; accepted: a path, or - for standard output", option);
        }

        if (Directory.Exists(path))
        {
            throw new InputException("cannot be written: it is a directory; accepted: a file", path);
        }

        if (files.Any(f => Path.GetFullPath(f.Path) == Path.GetFullPath(path)))
        {
            throw new InputException("two results would go to this file; accepted: one each", path);
        }

        files.Add((path, write));
    }

    /// <summary>Writes everything: beside the targets first, then all files are moved there.</summary>
    /// <exception cref="InputException">A file cannot be written.</exception>
    public void Commit()
    {
        var parts = files.Select(f => $"{f.Path}.{Environment.ProcessId}.part").ToArray();
        try
        {
            for (var i = 0; i < parts.Length; i++)
            {
                WritePart(files[i].Path, parts[i], files[i].Write);
            }

            for (var i = 0; i < parts.Length; i++)
            {
                var (part, target) = (parts[i], files[i].Path);
                Guard(target, () => File.Move(part, target, overwrite: true));
            }
        }
        finally
        {
            foreach (var part in parts.Where(File.Exists))
            {
                File.Delete(part);
            }
        }

        if (toOutput is not null)
        {
            using var buffer = new MemoryStream();
            toOutput(buffer);
            buffer.Position = 0;
            using var reader = new StreamReader(buffer);
            output.Write(reader.ReadToEnd());
        }
    }

    private static void WritePart(string path, string part, Action<Stream> write) => Guard(path, () =>
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } directory)
        {
            Directory.CreateDirectory(directory);
        }

        using var stream = File.Create(part);
        write(stream);
    });

    private static void Guard(string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"cannot be written: {fault.Message}", path, inner: fault);
        }
    }
}
