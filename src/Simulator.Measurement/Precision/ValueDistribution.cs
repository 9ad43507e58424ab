using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Measurement.Devices.Inputs;

namespace Simulator.Measurement.Precision;

/// <summary>Where the values of an operand come from: made from a seed, value by value, so that the same seed gives the same matrix on every machine.</summary>
public static class ValueDistribution
{
    /// <summary>Standard normal values.</summary>
    public const string Normal = "normal";

    /// <summary>
    /// Standard normal values with a few channels (columns) that are 20 to 100 times larger in every row, as activations of large language models have:
    /// LLM.int8()
    /// (Dettmers and others 2022) sees few fixed channels up to 20 times larger, SmoothQuant (Xiao and others 2023) about 100 times.
    /// </summary>
    public const string Outliers = "outliers";

    /// <summary>Student's t with 5 degrees of freedom over its standard deviation: heavy tails without structure.</summary>
    public const string StudentT = "student-t";

    private const int ChannelsPerOutlier = 128;
    private const int Freedom = 5;
    private const double LeastFactor = 20;
    private const double LargestFactor = 100;

    /// <summary>The names of the distributions.</summary>
    public static ImmutableArray<string> Names { get; } = [Normal, Outliers, StudentT];

    /// <summary>Draws a matrix.</summary>
    /// <param name="name">A name of <see cref="Names"/>.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns: channels.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="operand">The number of the operand: each has its own values.</param>
    /// <returns>The matrix, of unit variance but for outliers.</returns>
    /// <exception cref="InputException">There is no distribution of that name.</exception>
    public static DenseMatrix Draw(string name, int rows, int columns, ulong seed, int operand)
    {
        var random = new NormalValues(seed, operand);
        Func<long, double> value = name switch
        {
            Normal => random.At,
            Outliers => Channels(random, columns, new RandomValues(seed, NormalValues.Streams + operand)),
            StudentT => i => Student(random, i),
            _ => throw new InputException($"unknown distribution '{name}'; {NearestNames.Hint(name, [.. Names, "the path of an .npy file"])}"),
        };
        var values = new float[rows * columns];
        Parallel.For(0, rows, r =>
        {
            for (var i = r * columns; i < (r + 1) * columns; i++)
                values[i] = (float)value(i);
        });
        return new DenseMatrix(rows, columns, values);
    }

    // One channel in 128, at least one, at random places; factors uniform in their logarithm.
    private static Func<long, double> Channels(NormalValues random, int columns, RandomValues places)
    {
        var factors = new double[columns];
        Array.Fill(factors, 1);
        for (var i = 0; i < Math.Max(1, columns / ChannelsPerOutlier); i++)
            factors[(int)(places.Uniform(2 * i) * columns)] = LeastFactor * Math.Pow(LargestFactor / LeastFactor, places.Uniform((2 * i) + 1));
        return i => random.At(i) * factors[i % columns];
    }

    // Normal over the root of a mean of squares; its variance is Freedom / (Freedom − 2).
    private static double Student(NormalValues random, long index)
    {
        double squares = 0;
        for (var i = 1; i <= Freedom; i++)
        {
            var x = random.At((index * (Freedom + 1)) + i);
            squares += x * x;
        }

        return random.At(index * (Freedom + 1)) / Math.Sqrt(squares / Freedom) / Math.Sqrt(Freedom / (Freedom - 2.0));
    }
}
