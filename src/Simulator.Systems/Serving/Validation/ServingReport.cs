using System.Collections.Immutable;

namespace Simulator.Systems.Serving.Validation;

/// <summary>Predictions of serving runs against measurements.</summary>
/// <param name="Compared">Every run with its prediction.</param>
/// <param name="Refused">Runs that cannot be predicted, with reasons.</param>
/// <param name="Total">Errors of all; null where none was compared.</param>
/// <param name="Groups">Errors by stack, GPU, model and concurrency.</param>
public sealed record ServingReport(
    ImmutableArray<ServingComparison> Compared, ImmutableArray<(MeasuredServing Run, string Reason)> Refused, ServingGroup? Total,
    ImmutableArray<ServingGroup> Groups)
{
    /// <summary>Sums up a comparison.</summary>
    /// <param name="comparison">What <see cref="ServingValidator.Compare"/> returned.</param>
    /// <returns>The report.</returns>
    public static ServingReport Of((ImmutableArray<ServingComparison> Compared, ImmutableArray<(MeasuredServing Run, string Reason)> Refused) comparison)
    {
        var (compared, refused) = comparison;
        Func<ServingComparison, string>[] keys =
        [
            c => c.Measured.Stack, c => c.Measured.Gpu, c => c.Measured.Model,
            c => $"{c.Measured.Gpu} {c.Measured.Model} {c.Measured.Precision} {c.Measured.Stack}",
        ];
        var groups = keys.SelectMany(key => compared.GroupBy(key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
            .Concat(compared.GroupBy(c => FormattableString.Invariant($"concurrency {c.Measured.Concurrency}")).OrderBy(g => g.First().Measured.Concurrency));
        return new ServingReport(
            compared, refused, compared.IsEmpty ? null : ServingGroup.Of("total", compared), [.. groups.Select(g => ServingGroup.Of(g.Key, [.. g]))]);
    }
}
