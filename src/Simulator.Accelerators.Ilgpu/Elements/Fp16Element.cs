using Half = ILGPU.Half;

namespace Simulator.Accelerators.Ilgpu.Elements;

/// <summary>IEEE binary16 through ILGPU's own type, which the device converts in hardware.</summary>
internal readonly struct Fp16Element : IElement<Half>
{
    public float Decode(Half code) => (float)code;

    public Half Encode(float value) => (Half)value;
}
