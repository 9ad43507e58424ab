using Simulator.Hardware.Descriptions;
using Simulator.Timing.Estimates;

namespace Simulator.Timing.Calibration;

/// <summary>The error intervals by operator family and predicted time.</summary>
public sealed class IntervalTable
{
    private readonly RegimeIntervals[] byFamily;

    /// <summary>Takes the intervals of every family.</summary>
    /// <param name="families">The intervals by the family's name, such as <c>attention-decode</c>.</param>
    /// <exception cref="ArgumentException">A family is missing, or a name is none of a family.</exception>
    public IntervalTable(IReadOnlyDictionary<string, RegimeIntervals> families)
    {
        ArgumentNullException.ThrowIfNull(families);
        var names = EnumNames.All(typeof(OperatorFamily)).ToArray();
        if (families.Keys.FirstOrDefault(k => !names.Contains(k)) is { } unknown)
        {
            throw new ArgumentException($"'{unknown}' is no operator family; {NearestNames.Hint(unknown, names)}");
        }

        if (names.FirstOrDefault(n => !families.ContainsKey(n)) is { } missing)
        {
            throw new ArgumentException($"the intervals of '{missing}' are missing; accepted: small, medium and large, each with low and high");
        }

        byFamily = [.. names.Select(n => families[n])];
    }

    /// <summary>The intervals of a family.</summary>
    /// <param name="family">The operator's family.</param>
    /// <returns>The interval of each regime.</returns>
    public RegimeIntervals this[OperatorFamily family] => byFamily[(int)family];

    /// <summary>The interval of a prediction.</summary>
    /// <param name="estimate">The prediction.</param>
    /// <returns>The interval of its family and regime.</returns>
    public IntervalCoefficients Of(in KernelEstimate estimate) => this[estimate.Family].Of(estimate.Seconds);
}
