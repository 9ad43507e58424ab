using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;
using MathNet.Numerics.Random;
using Simulator.Hardware.Clusters;
using Simulator.Timing.Calibration;

namespace Simulator.Measurement.Fitting;

/// <summary>
/// Fits coefficients to measurements: a downhill simplex (Nelder and Mead, 1965) on a few coefficients at a time, in an order drawn from a seed, pass
/// after pass, with a ridge penalty towards the start. Each section is fitted to the measurements of its own operators.
/// </summary>
public static class Fitter
{
    private const double FirstStep = 0.25;
    private const double StepDecay = 0.7;
    private const double Tolerance = 1e-5;
    private const int EvaluationsPerCoefficient = 15;

    /// <summary>Fits every section that the measurements cover.</summary>
    /// <param name="start">Where the fit begins.</param>
    /// <param name="rows">The measurements.</param>
    /// <param name="systems">The node of each GPU id.</param>
    /// <param name="options">How to fit.</param>
    /// <param name="progress">Told the section and its loss before and after.</param>
    /// <param name="cancellation">Ends the fit between two simplexes; what was reached is returned.</param>
    /// <returns>The fitted coefficients.</returns>
    public static TimingCoefficients Fit(
        TimingCoefficients start, IReadOnlyCollection<Measurements.Measurement> rows, IReadOnlyDictionary<string, SystemDescription> systems,
        FitOptions options, Action<string, double, double>? progress = null, CancellationToken cancellation = default)
    {
        var fitted = new TimingCoefficients[FitSection.All.Length];
        Parallel.For(0, fitted.Length, i =>
        {
            var section = FitSection.All[i];
            var own = rows.Where(section.Takes).ToArray();
            fitted[i] = own.Length > 0 ? FitOne(section, start, new Loss(own, systems, options), options, progress, cancellation) : start;
        });
        return start with
        {
            Gemm = fitted[0].Gemm,
            Attention = fitted[1].Attention,
            Moe = fitted[2].Moe,
            Collective = fitted[3].Collective,
            Recurrent = fitted[4].Recurrent,
            Managed = fitted[5].Managed,
            Ilgpu = fitted[6].Ilgpu,
        };
    }

    /// <summary>The coefficients that a fit has moved: where they came from before says nothing about them any more.</summary>
    /// <param name="start">Where the fit began.</param>
    /// <param name="fitted">What it found.</param>
    /// <returns>Their paths in the file.</returns>
    public static IReadOnlyCollection<string> Moved(TimingCoefficients start, TimingCoefficients fitted) =>
        [.. FitSection.All.SelectMany(s => CoefficientVector.Of(s.Name)).Where(c => c.Get(start) != c.Get(fitted)).Select(c => c.Path)];

    private static TimingCoefficients FitOne(
        FitSection section, TimingCoefficients start, Loss loss, FitOptions options, Action<string, double, double>? progress, CancellationToken cancellation)
    {
        var current = CoefficientVector.Copy(start);
        var coefficients = CoefficientVector.Of(section.Name);
        var random = new MersenneTwister(options.Seed);
        var origin = coefficients.ToDictionary(c => c.Path, c => c.Encode(c.Get(start)), StringComparer.Ordinal);
        double before = loss.Of(current), best = before, step = FirstStep;
        for (var pass = 0; pass < options.Passes; pass++, step *= StepDecay)
        {
            var order = coefficients.OrderBy(_ => random.NextDouble()).ToArray();
            foreach (var block in order.Chunk(options.Block))
            {
                if (cancellation.IsCancellationRequested)
                {
                    break;
                }

                best = Improve(block, current, Penalised, best, step);
            }
        }

        progress?.Invoke(section.Name, before, loss.Of(current));
        return current;

        double Penalised() => loss.Of(current) + (options.Ridge * coefficients.Sum(c => Math.Pow(c.Encode(c.Get(current)) - origin[c.Path], 2)));
    }

    private static double Improve(Coefficient[] block, TimingCoefficients current, Func<double> loss, double best, double step)
    {
        var start = block.Select(c => c.Encode(c.Get(current))).ToArray();
        var values = block.Select(c => c.Get(current)).ToArray();
        var objective = ObjectiveFunction.Value(point =>
        {
            for (var i = 0; i < block.Length; i++)
            {
                block[i].Set(current, block[i].Decode(point[i]));
            }

            var value = loss();
            if (value < best)
            {
                best = value;
                values = [.. block.Select(c => c.Get(current))];
            }

            return value;
        });
        try
        {
            var simplex = new NelderMeadSimplex(Tolerance, EvaluationsPerCoefficient * block.Length);
            simplex.FindMinimum(objective, Vector<double>.Build.Dense(start), Vector<double>.Build.Dense(block.Length, step));
        }
        catch (MaximumIterationsException)
        {
            // The simplex was cut short; the best point that it saw counts.
        }

        for (var i = 0; i < block.Length; i++)
        {
            block[i].Set(current, values[i]);
        }

        return best;
    }
}
