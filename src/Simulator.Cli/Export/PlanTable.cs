using Simulator.Reporting.Figures;
using Simulator.Systems.Serving.Planning;

namespace Simulator.Cli.Export;

/// <summary>The layouts that a plan simulated, as a table: seconds and rates, of the whole layout where the name says nothing else.</summary>
internal static class PlanTable
{
    /// <summary>The table, the best layout first.</summary>
    public static DataTable Of(PlanAnswer answer)
    {
        var rows = answer.Entries;
        return new DataTable(
        [
            DataColumn.Of("layout", rows.Select(r => r.Candidate.Name)),
            DataColumn.Of("gpus", "", rows.Select(r => (double)r.Candidate.Gpus)),
            DataColumn.Of("price per hour", "", rows.Select(r => r.Candidate.Price)),
            DataColumn.Of("estimated rate", "", rows.Select(r => r.Candidate.Estimate)),
            Number("rate", p => p.Rate),
            Number("attainment", p => p.Attainment),
            Number("attainment error", p => p.StandardError),
            Number("goodput", p => p.Goodput),
            DataColumn.Of("goodput per gpu", "", rows.Select(r => r.Best is null ? double.NaN : r.GoodputPerGpu)),
            DataColumn.Of("goodput per price", "", rows.Select(r => r.Best is null ? double.NaN : r.GoodputPerPrice)),
            Number("tokens per second", p => p.TokensPerSecond),
            Number("tokens per second per user", p => p.TokensPerSecondPerUser),
            Number("ttft", p => p.TtftSeconds, "s"),
            Number("tpot", p => p.TpotSeconds, "s"),
            DataColumn.Of("binds", rows.Select(r => r.Binds)),
        ]);

        DataColumn Number(string name, Func<RatePoint, double> value, string unit = "") =>
            DataColumn.Of(name, unit, rows.Select(r => r.Best is { } best ? value(best) : double.NaN));
    }
}
