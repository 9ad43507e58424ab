namespace Simulator.Accelerators.Ilgpu.Elements;

/// <summary>OFP8 e4m3 in software: bias 7, largest value 448, no infinities, NaN 0x7F.</summary>
internal readonly struct Fp8E4M3Element : IElement<byte>
{
    public float Decode(byte code) => (code & 0x7F) == 0x7F
        ? float.NaN
        : EightBitFloat.Decode(code, fractionBits: 3, bias: 7);

    public byte Encode(float value) => EightBitFloat.Encode(value, fractionBits: 3, bias: 7, maximum: 448f);
}
