namespace Simulator.Timing.Gpus;

/// <summary>
/// Energy of matrix arithmetic by manufacturing process, relative to TSMC 4N, whose 0.7 pJ per 16-bit FLOP at 1.8 GHz (operand movement on the chip
/// included) reproduces the clocks that H100 and B200 hold under their power limits. Other processes by the foundries' stated power gain between nodes
/// at equal speed (TSMC: N7 to N5 -30 %, N12 to N7 -40 %); estimated.
/// </summary>
public static class ProcessEnergy
{
    private static readonly (string Process, double Relative)[] Relatives =
    [
        ("TSMC 4NP", 0.85), ("TSMC 4N", 1.0), ("TSMC N4", 1.0), ("TSMC N3", 0.7), ("TSMC N5", 1.1), ("TSMC N6", 1.5), ("TSMC N7", 1.6),
        ("Samsung 8N", 1.9), ("TSMC 12FFN", 2.6),
    ];

    /// <summary>Energy of one 16-bit matrix operation at 1.8 GHz.</summary>
    /// <param name="process">The process as a description names it, such as <c>TSMC 4N</c>; where several are joined, the first counts.</param>
    /// <returns>Picojoules; that of TSMC 4N where the process is not known.</returns>
    public static double PicojoulesPerFlop(string process)
    {
        foreach (var (name, relative) in Relatives)
        {
            if (process.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                return 0.7 * relative;
            }
        }

        return 0.7;
    }
}
