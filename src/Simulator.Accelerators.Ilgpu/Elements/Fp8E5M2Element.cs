using ILGPU;

namespace Simulator.Accelerators.Ilgpu.Elements;

/// <summary>OFP8 e5m2 in software: bias 15, largest finite value 57344, infinity 0x7C, NaN above it (written as 0x7F).</summary>
internal readonly struct Fp8E5M2Element : IElement<byte>
{
    public float Decode(byte code)
    {
        var magnitude = code & 0x7F;
        if (magnitude > 0x7C)
            return float.NaN;
        if (magnitude == 0x7C)
            return Interop.IntAsFloat(0x7F800000u | ((uint)(code & 0x80) << 24));
        return EightBitFloat.Decode(code, fractionBits: 2, bias: 15);
    }

    public byte Encode(float value) => EightBitFloat.Encode(value, fractionBits: 2, bias: 15, maximum: 57344f);
}
