using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Simulator.Benchmarks;

/// <summary>Simulated seconds per second, of benchmarks whose operation is one simulated second: one over the mean.</summary>
public sealed class RealTimeColumn : IColumn
{
    /// <inheritdoc/>
    public string Id => nameof(RealTimeColumn);

    /// <inheritdoc/>
    public string ColumnName => "Real time";

    /// <inheritdoc/>
    public bool AlwaysShow => true;

    /// <inheritdoc/>
    public ColumnCategory Category => ColumnCategory.Custom;

    /// <inheritdoc/>
    public int PriorityInCategory => 0;

    /// <inheritdoc/>
    public bool IsNumeric => true;

    /// <inheritdoc/>
    public UnitType UnitType => UnitType.Dimensionless;

    /// <inheritdoc/>
    public string Legend => "Simulated seconds per second";

    /// <inheritdoc/>
    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        const double Nanoseconds = 1e9;
        return summary[benchmarkCase]?.ResultStatistics is { Mean: var mean } ? $"{Nanoseconds / mean:#,0} x" : "-";
    }

    /// <inheritdoc/>
    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    /// <inheritdoc/>
    public bool IsAvailable(Summary summary) => true;

    /// <inheritdoc/>
    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;
}
