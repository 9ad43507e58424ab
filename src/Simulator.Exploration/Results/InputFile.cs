using System.Security.Cryptography;

namespace Simulator.Exploration.Results;

/// <summary>A file that a result was computed from.</summary>
/// <param name="Path">Its path as it was named.</param>
/// <param name="Sha256">The SHA-256 of its bytes, in lower-case hexadecimal.</param>
public sealed record InputFile(string Path, string Sha256)
{
    /// <summary>Hashes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shown">The path to name; the file's own where it is null.</param>
    /// <returns>The file with its hash.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static InputFile Of(string path, string? shown = null)
    {
        using var stream = File.OpenRead(path);
        return new InputFile((shown ?? path).Replace('\\', '/'), Convert.ToHexStringLower(SHA256.HashData(stream)));
    }
}
