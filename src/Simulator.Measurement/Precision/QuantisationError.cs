namespace Simulator.Measurement.Precision;

/// <summary>How far computed values c are from true ones r.</summary>
/// <param name="RelativeError">√(Σ(c − r)² / Σr²): Frobenius norms.</param>
/// <param name="Bias">Σ(c − r)·r / Σr²: the part of the error that shrinks (below 0) or stretches every value alike.</param>
/// <param name="MeanError">Mean of c − r over the root mean square of r.</param>
/// <param name="LargestError">The largest |c − r| over the largest |r|.</param>
public readonly record struct QuantisationError(double RelativeError, double Bias, double MeanError, double LargestError)
{
    /// <summary>Signal to quantisation noise, 10·log₁₀(Σr² / Σ(c − r)²) = −20·log₁₀ <see cref="RelativeError"/>, in dB; infinite where nothing is
    /// lost.</summary>
    public double SqnrDecibel => -20 * Math.Log10(RelativeError);

    /// <summary>Compares.</summary>
    /// <param name="reference">The true values r; not all of them 0.</param>
    /// <param name="values">The computed values c, as many.</param>
    /// <returns>The error; NaN in all parts where a value is not finite.</returns>
    public static QuantisationError Of(ReadOnlySpan<double> reference, ReadOnlySpan<double> values)
    {
        double signal = 0, noise = 0, along = 0, sum = 0, largest = 0, largestError = 0;
        for (var i = 0; i < reference.Length; i++)
        {
            double r = reference[i], error = values[i] - r;
            signal += r * r;
            noise += error * error;
            along += error * r;
            sum += error;
            largest = Math.Max(largest, Math.Abs(r));
            largestError = Math.Max(largestError, Math.Abs(error));
        }

        return new QuantisationError(
            Math.Sqrt(noise / signal), along / signal, sum / reference.Length / Math.Sqrt(signal / reference.Length), largestError / largest);
    }
}
