namespace Simulator.Systems.Serving.Memory;

/// <summary>One direction of a link: transfers go one after the other, first come, first served; a transfer's latency overlaps with the next one.</summary>
/// <param name="link">The link.</param>
internal sealed class TransferLink(MemoryLink link)
{
    private double free;

    /// <summary>Sends bytes.</summary>
    /// <param name="notBefore">When they can be sent at the earliest, in seconds.</param>
    /// <param name="bytes">The bytes.</param>
    /// <returns>When the transfer begins, and when all has come.</returns>
    internal (double Start, double End) Send(double notBefore, double bytes)
    {
        var start = Math.Max(notBefore, free);
        free = start + (bytes / link.BytesPerSecond);
        return (start, free + link.LatencySeconds);
    }
}
