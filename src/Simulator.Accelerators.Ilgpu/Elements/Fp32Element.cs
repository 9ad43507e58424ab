namespace Simulator.Accelerators.Ilgpu.Elements;

/// <summary>IEEE binary32; tf32 is stored alike.</summary>
internal readonly struct Fp32Element : IElement<float>
{
    public float Decode(float code) => code;

    public float Encode(float value) => value;
}
