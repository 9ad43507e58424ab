namespace Simulator.Measurement.Fitting;

/// <summary>How coefficients are fitted.</summary>
public sealed record FitOptions
{
    /// <summary>Rows of each GPU, operator and precision that the fit looks at, evenly spread over the file. Default 220.</summary>
    public int RowsPerGroup { get; init; } = 220;

    /// <summary>Passes over all coefficients. Default 8.</summary>
    public int Passes { get; init; } = 8;

    /// <summary>Coefficients that are moved together. Default 4.</summary>
    public int Block { get; init; } = 4;

    /// <summary>The seed of the order in which coefficients are moved: the same seed gives the same fit. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>|ln(predicted / measured)| from which a row pulls with constant force. Default 0.12.</summary>
    public double Huber { get; init; } = 0.12;

    /// <summary>
    /// What moving a coefficient by a factor of e (or a fraction by one unit of its logit) away from the start costs: coefficients that the rows do not
    /// decide stay where they are. Default 0.002; the loss of a good fit is about 0.1.
    /// </summary>
    public double Ridge { get; init; } = 0.002;
}
