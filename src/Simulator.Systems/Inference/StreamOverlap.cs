using Simulator.Timing.Estimates;

namespace Simulator.Systems.Inference;

/// <summary>
/// Two streams that share one GPU: together they take as long as the longer one, or as the busiest resource needs for both, whichever is more.
/// </summary>
internal static class StreamOverlap
{
    /// <summary>The time that a side stream adds to the main stream's.</summary>
    /// <param name="mainSeconds">The main stream alone.</param>
    /// <param name="main">What it uses of each resource.</param>
    /// <param name="sideSeconds">The side stream alone.</param>
    /// <param name="side">What it uses of each resource.</param>
    /// <returns>Seconds, from 0 to <paramref name="sideSeconds"/>.</returns>
    public static double Exposed(double mainSeconds, in ResourceTimes main, double sideSeconds, in ResourceTimes side)
    {
        var both = main + side;
        var busiest = Math.Max(
            Math.Max(Math.Max(both.Tensor, both.Vector), Math.Max(both.Sfu, both.SharedMemory)),
            Math.Max(Math.Max(both.L2, both.Memory), both.Link));
        var together = Math.Max(Math.Max(mainSeconds, sideSeconds), busiest);
        return Math.Min(together - mainSeconds, sideSeconds);
    }
}
