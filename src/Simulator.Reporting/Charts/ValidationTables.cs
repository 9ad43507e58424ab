using Simulator.Reporting.Figures;
using Simulator.Reporting.Validations;

namespace Simulator.Reporting.Charts;

/// <summary>Tables of measurements beside predictions.</summary>
internal static class ValidationTables
{
    /// <summary>One row each.</summary>
    public static DataTable Rows(IReadOnlyList<ValidationRow> rows) => new(
    [
        DataColumn.Of("GPU", rows.Select(r => r.Gpu)), DataColumn.Of("operator", rows.Select(r => r.Op)),
            DataColumn.Of("precision", rows.Select(r => r.Precision)),
        DataColumn.Of("shape", rows.Select(r => r.Shape)), DataColumn.Of("measured", "s", rows.Select(r => r.MeasuredSeconds)),
        DataColumn.Of("predicted", "s", rows.Select(r => r.PredictedSeconds)), DataColumn.Of("error", "%", rows.Select(r => 100 * r.Error)),
        DataColumn.Of("low", "s", rows.Select(r => r.LowSeconds)), DataColumn.Of("high", "s", rows.Select(r => r.HighSeconds)),
        DataColumn.Of("bound", rows.Select(r => r.Bound)),
    ]);
}
