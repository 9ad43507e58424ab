using System.Runtime.Intrinsics;

namespace Simulator.Measurement.Devices.Inputs;

/// <summary>
/// Random numbers by position: value i of stream s depends on (seed, s, i) alone, so that tensors can be filled in any order and in parallel.
/// The generator is SplitMix64 (Steele, Lea, Flood 2014) as a hash.
/// </summary>
/// <param name="seed">The seed of all streams.</param>
/// <param name="stream">The stream: one per tensor.</param>
internal readonly struct RandomValues(ulong seed, int stream)
{
    private readonly ulong key = Mix(seed + (0x9E3779B97F4A7C15UL * (ulong)(stream + 1)));

    /// <summary>A number uniform on [0, 1), multiples of 2⁻²⁴.</summary>
    internal float Uniform(long index) => (Mix(key + (0x9E3779B97F4A7C15UL * (ulong)(index + 1))) >> 40) * (1f / (1 << 24));

    /// <summary>A number of random sign, its magnitude uniform on [1/8, 1): so large that no scaled format rounds it to zero.</summary>
    internal float Signed(long index)
    {
        var bits = Mix(key + (0x9E3779B97F4A7C15UL * (ulong)(index + 1)));
        var magnitude = 0.125f + (0.875f * (bits >> 40) * (1f / (1 << 24)));
        return (bits & 1) == 0 ? magnitude : -magnitude;
    }

    /// <summary>The numbers of <see cref="Uniform"/> at eight places from one on.</summary>
    internal Vector512<double> Uniforms(long index)
    {
        var places = Vector512.Create((ulong)(index + 1)) + Vector512.Create(0ul, 1, 2, 3, 4, 5, 6, 7);
        var z = Vector512.Create(key) + (places * Vector512.Create(0x9E3779B97F4A7C15UL));
        z = (z ^ (z >>> 30)) * Vector512.Create(0xBF58476D1CE4E5B9UL);
        z = (z ^ (z >>> 27)) * Vector512.Create(0x94D049BB133111EBUL);
        return Vector512.ConvertToDouble((z ^ (z >>> 31)) >>> 40) * Vector512.Create(1.0 / (1 << 24));
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
