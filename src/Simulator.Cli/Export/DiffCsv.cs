using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Simulator.Hardware.Descriptions;
using Simulator.Systems.Differences;

namespace Simulator.Cli.Export;

/// <summary>What each operator contributes to the difference of two models, as CSV.</summary>
internal static class DiffCsv
{
    /// <summary>Writes every operator of every phase; contributions of a phase sum to its difference.</summary>
    public static string Write(ModelDifference difference)
    {
        using var text = new StringWriter();
        using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        csv.WriteRecords(difference.Phases.SelectMany(p => p.Step.Operators.Select(o => new
        {
            phase = EnumNames.Of(p.Phase),
            name = o.Name,
            change = EnumNames.Of(o.Change),
            before = o.Before,
            after = o.After,
            runs_before = o.RunsBefore,
            runs_after = o.RunsAfter,
            seconds_before = o.SecondsBefore,
            seconds_after = o.SecondsAfter,
            seconds_difference = o.Seconds,
        })));
        csv.Flush();
        return text.ToString();
    }
}
