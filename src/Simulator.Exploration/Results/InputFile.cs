using System.Security.Cryptography;

namespace Simulator.Exploration.Results;

/// <summary>A file that a result was computed from.</summary>
/// <param name="Path">Its path as it was named.</param>
/// <param name="Sha256">The SHA-256 of its bytes, in lower-case hexadecimal.</param>
public sealed record InputFile(string Path, string Sha256)
{
    /// <summary>Hashes a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The file with its hash.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static InputFile Of(string path)
    {
        using var stream = File.OpenRead(path);
        return new InputFile(path.Replace('\\', '/'), Convert.ToHexStringLower(SHA256.HashData(stream)));
    }
}
