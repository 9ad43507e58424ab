using ILGPU;

namespace Simulator.Accelerators.Ilgpu.Elements;

/// <summary>bfloat16 as bits: ILGPU has no such type. Its value is an fp32's whose low half is zero.</summary>
internal readonly struct Bf16Element : IElement<ushort>
{
    public float Decode(ushort code) => Interop.IntAsFloat((uint)code << 16);

    public ushort Encode(float value)
    {
        var bits = Interop.FloatAsInt(value);
        var rounded = (bits + 0x7FFFu + ((bits >> 16) & 1u)) >> 16;
        // Rounding would carry a NaN's fraction over into the sign.
        return (ushort)((bits & 0x7FFFFFFFu) > 0x7F800000u ? 0x7FC0u : rounded);
    }
}
