namespace Simulator.Measurement.References;

/// <summary>How far an output is from its reference.</summary>
/// <param name="Output">The output's name.</param>
/// <param name="RelativeError">‖out − ref‖ / ‖ref‖, Frobenius norms; NaN where an element was not written.</param>
/// <param name="Tolerance">The largest error that rounding explains.</param>
/// <param name="Unwritten">Elements that are NaN: the kernel did not write them.</param>
public sealed record NumericalVerdict(string Output, double RelativeError, double Tolerance, long Unwritten)
{
    /// <summary>Whether the output is right.</summary>
    public bool Passed => Unwritten == 0 && RelativeError <= Tolerance;

    /// <inheritdoc/>
    public override string ToString() =>
        Unwritten > 0 ? $"{Output}: {Unwritten} elements not written" : $"{Output}: error {RelativeError:0.0e0}, tolerance {Tolerance:0.0e0}";
}
