namespace Simulator.Reporting.Steps;

/// <summary>How a model is divided over GPUs.</summary>
/// <param name="Tp">Tensor parallel.</param>
/// <param name="Pp">Pipeline parallel.</param>
/// <param name="Dp">Data parallel.</param>
/// <param name="Ep">Expert parallel.</param>
public sealed record StepParallelism(int Tp = 1, int Pp = 1, int Dp = 1, int Ep = 1)
{
    /// <summary>GPUs in all.</summary>
    public int Ranks => Tp * Pp * Dp;

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(' ', new[] { ("tp", Tp), ("pp", Pp), ("dp", Dp), ("ep", Ep) }.Where(p => p.Item2 > 1)
            .Select(p => FormattableString.Invariant($"{p.Item1}{p.Item2}")));
}
