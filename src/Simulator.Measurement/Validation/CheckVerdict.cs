using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Validation;

/// <summary>
/// How far the model is off on a device whose kernels were just measured, over the operators that decide whether it can be believed there: products from
/// 128 on each side, attention, routed experts, Mamba-2 layers, norms, activations and triad.
/// </summary>
/// <param name="Rows">Measurements that count.</param>
/// <param name="Mape">Their mean absolute error, a fraction; 0 without rows.</param>
public sealed record CheckVerdict(int Rows, double Mape)
{
    /// <summary>The least rows, columns and reduction of a product that counts: smaller ones time the launch.</summary>
    public const int LeastSide = 128;

    /// <summary>The mean absolute error that the project set itself.</summary>
    public const double Goal = 0.15;

    /// <summary>Whether the goal is met.</summary>
    public bool IsMet => Mape <= Goal;

    /// <summary>Judges a report.</summary>
    /// <param name="report">Predictions held against the measurements.</param>
    /// <returns>The verdict.</returns>
    public static CheckVerdict Of(ValidationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var errors = report.Comparisons.Where(c => Counts(c.Measured.Operator)).Select(c => Math.Abs(c.Error)).ToArray();
        return new CheckVerdict(errors.Length, errors.Length > 0 ? errors.Average() : 0);
    }

    private static bool Counts(Operator op) => op switch
    {
        GemmOperator g => Math.Min(g.M, Math.Min(g.N, g.K)) >= LeastSide,
        AttentionPrefillOperator or AttentionDecodeOperator or AttentionEncoderOperator or MoeOperator or Mamba2Operator => true,
        NormOperator or ActivationOperator or TriadOperator => true,
        _ => false,
    };
}
