namespace Simulator.Accelerators.Ilgpu.Elements;

/// <summary>How a number format is stored and turned into fp32 inside a kernel. Rounds to nearest, ties to even; narrow formats saturate.</summary>
/// <typeparam name="TStorage">What an element is in memory.</typeparam>
internal interface IElement<TStorage>
    where TStorage : unmanaged
{
    /// <summary>The value of a code, before any scale.</summary>
    float Decode(TStorage code);

    /// <summary>The code nearest to a value.</summary>
    TStorage Encode(float value);
}
