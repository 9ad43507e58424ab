namespace Simulator.Workloads.Models.HuggingFace;

/// <summary>Rewrites the number words that Python's JSON writer emits and JSON does not know, in place and without changing any position.</summary>
internal static class PythonNumbers
{
    /// <summary>What stands for NaN: a string of the same length that no published configuration holds.</summary>
    internal const string NanMark = "\u007f";

    internal static void Rewrite(Span<byte> json)
    {
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            if (inString)
            {
                if (json[i] == '\\')
                    i++;
                else if (json[i] == '"')
                    inString = false;
            }
            else if (json[i] == '"')
                inString = true;
            else if (json[i..].StartsWith("Infinity"u8))
                "1e9999  "u8.CopyTo(json[i..]);
            else if (json[i..].StartsWith("NaN"u8))
            {
                "\"\u007f\""u8.CopyTo(json[i..]);
                i += 2;
            }
        }
    }
}
