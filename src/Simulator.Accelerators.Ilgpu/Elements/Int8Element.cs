namespace Simulator.Accelerators.Ilgpu.Elements;

/// <summary>Symmetric 8-bit integer, −127 … 127; −128 stands for NaN.</summary>
internal readonly struct Int8Element : IElement<sbyte>
{
    public float Decode(sbyte code) => code == -128 ? float.NaN : code;

    public sbyte Encode(float value)
    {
        if (float.IsNaN(value))
            return -128;
        var magnitude = EightBitFloat.RoundToEven(value < 0 ? -value : value);
        magnitude = magnitude > 127 ? 127 : magnitude;
        return (sbyte)(value < 0 ? -magnitude : magnitude);
    }
}
