using System.Globalization;
using System.Text;
using Simulator.Systems.PostTraining.Results;

namespace Simulator.Cli.Export;

/// <summary>The iterations of a run as CSV; times in seconds.</summary>
internal static class PostTrainingCsv
{
    /// <summary>Writes the iterations, those of the warm-up too.</summary>
    public static string Write(PostTrainingResult result)
    {
        var text = new StringBuilder(
            "iteration,measured,start_s,waited_s,reload_s,scoring_s,learning_s,sync_s,end_s,samples,tokens,output_tokens,longest_tokens,mean_staleness,"
            + "largest_staleness\n");
        foreach (var i in result.Iterations)
        {
            object[] fields =
            [
                i.Index, i.Measured ? 1 : 0, i.Start, i.Waited, i.Reload, i.Scoring, i.Learning, i.Sync, i.End, i.Samples, i.Tokens, i.OutputTokens,
                i.LongestTokens, i.MeanStaleness, i.LargestStaleness,
            ];
            text.AppendJoin(',', fields.Select(f => Convert.ToString(f, CultureInfo.InvariantCulture))).Append('\n');
        }

        return text.ToString();
    }
}
