namespace Simulator.Exploration.Clusters.Slurm;

/// <summary>What a job wrote before it ended.</summary>
internal static class JobLog
{
    /// <summary>The last line of a log.</summary>
    /// <param name="path">The log.</param>
    /// <returns>A phrase of one line.</returns>
    public static string LastWords(string path)
    {
        try
        {
            var last = File.ReadLines(path).LastOrDefault(l => !string.IsNullOrWhiteSpace(l));
            return last is null ? "it said nothing" : $"last words: {last.Trim()}";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "it left no log";
        }
    }
}
