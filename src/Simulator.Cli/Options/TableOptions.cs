using System.CommandLine;
using Simulator.Cli.Export;
using Simulator.Reporting.Figures;

namespace Simulator.Cli.Options;

/// <summary>The options that say where a table of results goes.</summary>
internal sealed class TableOptions
{
    private readonly Option<string?> json = FileOption.Json("the rows", "the table");

    private readonly Option<string?> csv = FileOption.Csv("the rows", "the table");

    /// <summary>The options, for help.</summary>
    public IReadOnlyList<Option> All => [json, csv];

    /// <summary>Adds the files that were asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="files">Where to.</param>
    /// <param name="table">The rows.</param>
    public void Add(ParseResult parsed, OutputFiles files, DataTable table)
    {
        if (parsed.GetResult(json) is not null)
        {
            files.Add(parsed.GetValue(json), json.Name, TableExport.Json(table));
        }

        if (parsed.GetResult(csv) is not null)
        {
            files.Add(parsed.GetValue(csv), csv.Name, TableExport.Csv(table));
        }
    }
}
