using Simulator.Timing.Calibration;

namespace Simulator.Systems.Serving.Validation;

/// <summary>
/// The host times that a fit tries: each a power of the fourth root of two, up to 64 times the prior and down to a 64th of it, so that no coefficient
/// becomes negative or leaves what is plausible.
/// </summary>
/// <param name="Prior">The host times in the middle.</param>
internal sealed record HostLattice(HostCoefficients Prior)
{
    /// <summary>Coefficients of a stack.</summary>
    internal const int Dimensions = 5;

    private const int Reach = 24;
    private const int StepsPerDoubling = 4;
    private const int FirstStride = 8;
    private const double TollPerDoubling = 0.0005;

    /// <summary>A coefficient relative to the prior's.</summary>
    /// <param name="steps">Steps from the prior.</param>
    /// <returns>A factor above 0.</returns>
    internal static double Scale(int steps) => Math.Pow(2, (double)steps / StepsPerDoubling);

    /// <summary>A point with one coefficient doubled, from a quarter of the prior at least.</summary>
    /// <param name="point">The point.</param>
    /// <param name="index">The coefficient.</param>
    /// <returns>The other point.</returns>
    internal static int[] Raise(int[] point, int index)
    {
        var raised = (int[])point.Clone();
        raised[index] = Math.Max(point[index], -3 * StepsPerDoubling) + StepsPerDoubling;
        return raised;
    }

    /// <summary>The host times of a point.</summary>
    /// <param name="point">Steps from the prior, of each coefficient.</param>
    /// <returns>The host times.</returns>
    internal HostCoefficients At(int[] point) => Prior with
    {
        StepSeconds = Prior.StepSeconds * Scale(point[0]),
        SequenceSeconds = Prior.SequenceSeconds * Scale(point[1]),
        LaunchSeconds = Prior.LaunchSeconds * Scale(point[2]),
        RequestSeconds = Prior.RequestSeconds * Scale(point[3]),
        KilotokenSeconds = Prior.KilotokenSeconds * Scale(point[4]),
    };

    /// <summary>A coordinate search with halving strides.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="loss">What is to be small, beside the toll for the distance from the prior.</param>
    /// <returns>The best point.</returns>
    internal static int[] Search(int[] start, Func<int[], double> loss)
    {
        var point = (int[])start.Clone();
        var best = Full();
        for (var stride = FirstStride; stride > 0; stride /= 2)
        {
            for (var moved = true; moved;)
            {
                moved = false;
                for (var i = 0; i < Dimensions; i++)
                {
                    moved |= Move(i, stride) || Move(i, -stride);
                }
            }
        }

        return point;

        bool Move(int index, int by)
        {
            if (Math.Abs(point[index] + by) > Reach)
            {
                return false;
            }

            point[index] += by;
            var there = Full();
            if (there >= best)
            {
                point[index] -= by;
                return false;
            }

            best = there;
            return true;
        }

        double Full() => loss(point) + (TollPerDoubling * point.Sum(Math.Abs) / StepsPerDoubling);
    }
}
