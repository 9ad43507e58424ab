using System.Security.Cryptography;

namespace Simulator.Measurement.Fitting;

/// <summary>Identifies the data of a fit.</summary>
public static class DataHash
{
    /// <summary>SHA-256 over files, in the order given.</summary>
    /// <param name="files">The files.</param>
    /// <returns>64 hexadecimal digits.</returns>
    public static string Of(IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
