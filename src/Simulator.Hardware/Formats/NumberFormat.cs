namespace Simulator.Hardware.Formats;

/// <summary>
/// A number format: the bits of an element and, for block formats, how many elements share one scale and how many bits that scale has.
/// </summary>
/// <param name="Name">The name in descriptions and on the command line, such as <c>nvfp4</c>.</param>
/// <param name="ElementBits">Bits of one element as stored in memory (tf32 is stored in 32).</param>
/// <param name="BlockSize">Elements that share one scale; 0 where there is no block scale.</param>
/// <param name="ScaleBits">Bits of one scale; 0 where there is no block scale.</param>
/// <param name="ScaleFormat">The format of the scale (<c>e8m0</c>, <c>e4m3</c>, <c>fp32</c>); empty where there is none.</param>
public sealed record NumberFormat(string Name, int ElementBits, int BlockSize = 0, int ScaleBits = 0, string ScaleFormat = "")
{
    /// <summary>Bytes of one element without its share of the block scale.</summary>
    public double ElementBytes => ElementBits / 8.0;

    /// <summary>Bytes of one element with its share of the block scale: nvfp4 is 4/8 + 8/8/16 = 0.5625.</summary>
    public double BytesPerElement => ElementBits / 8.0 + (BlockSize > 0 ? ScaleBits / 8.0 / BlockSize : 0);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
