namespace Simulator.Measurement.Kernels.Memory;

/// <summary>6-bit codes, four in three bytes, little-endian.</summary>
internal static unsafe class SixBits
{
    /// <summary>Spreads codes from a column, a multiple of 4, to a byte each.</summary>
    internal static void Unpack(byte* row, int column, int count, byte* to)
    {
        var from = row + (column / 4 * 3);
        for (var i = 0; i < count; i += 4, from += 3)
        {
            var four = from[0] | (uint)from[1] << 8 | (uint)from[2] << 16;
            to[i] = (byte)(four & 0x3F);
            to[i + 1] = (byte)((four >> 6) & 0x3F);
            to[i + 2] = (byte)((four >> 12) & 0x3F);
            to[i + 3] = (byte)(four >> 18);
        }
    }

    /// <summary>Packs the low six bits of a multiple of 4 bytes to a column, a multiple of 4.</summary>
    internal static void Pack(byte* codes, int count, byte* row, int column)
    {
        var to = row + (column / 4 * 3);
        for (var i = 0; i < count; i += 4, to += 3)
        {
            var four = (codes[i] & 0x3Fu) | (codes[i + 1] & 0x3Fu) << 6 | (codes[i + 2] & 0x3Fu) << 12 | (codes[i + 3] & 0x3Fu) << 18;
            to[0] = (byte)four;
            to[1] = (byte)(four >> 8);
            to[2] = (byte)(four >> 16);
        }
    }
}
