using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Runs;

/// <summary>Keeps a second process out of a run's folder while the first writes there; gone when the process is, however it ends.</summary>
internal sealed class RunLock : IDisposable
{
    private const string FileName = ".lock";

    private readonly FileStream file;

    private RunLock(FileStream file) => this.file = file;

    /// <summary>Takes a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>Gives it back when disposed.</returns>
    /// <exception cref="InputException">Another process has it.</exception>
    public static RunLock Take(RunFolder folder)
    {
        try
        {
            return new RunLock(new FileStream(
                Path.Combine(folder.FullPath, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (IOException fault) when (fault.HResult is SharingViolation or WouldBlock)
        {
            throw new InputException("another process is writing here; accepted: wait for it, or another --run", folder.FullPath, inner: fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    // What .NET reports for a file that is held, on Windows and on Unix.
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int WouldBlock = 11;
}
