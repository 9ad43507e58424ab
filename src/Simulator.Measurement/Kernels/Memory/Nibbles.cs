namespace Simulator.Measurement.Kernels.Memory;

/// <summary>4-bit codes, two to a byte, the first in the low half.</summary>
internal static unsafe class Nibbles
{
    /// <summary>Packs the low halves of a multiple of 4 bytes.</summary>
    internal static void Pack(byte* codes, int count, byte* to)
    {
        for (var i = 0; i < count; i += 4)
        {
            var four = *(uint*)(codes + i) & 0x0F0F0F0F;
            four |= four >> 4;
            to[i / 2] = (byte)four;
            to[(i / 2) + 1] = (byte)(four >> 16);
        }
    }
}
