using Simulator.Hardware.Formats;

namespace Simulator.Hardware.Gpus;

/// <summary>The peak rates of a GPU, derived from its description: what no kernel can exceed.</summary>
/// <param name="gpu">The GPU.</param>
public sealed class GpuPeaks(GpuDescription gpu)
{
    /// <summary>FP32 FLOP/s of the vector lanes: 2 · SMs · lanes · SM clock.</summary>
    public double VectorFlopsPerSecond => 2.0 * gpu.Sm.Count * gpu.Sm.Fp32Lanes * gpu.Sm.ClockHz;

    /// <summary>Exponentials per second of the special function units: SMs · SFU per clock · SM clock.</summary>
    public double SfuOperationsPerSecond => gpu.Sm.Count * gpu.Sm.SfuPerClock * gpu.Sm.ClockHz;

    /// <summary>Matrix FLOP/s (or integer operations per second) of a number format, dense, at the tensor clock.</summary>
    /// <param name="format">The number format of both operands.</param>
    /// <returns>The rate; null where the GPU has no matrix instruction for the format.</returns>
    public double? TensorFlopsPerSecond(NumberFormat format) =>
        gpu.Tensor.FmaPerClockOf(format) is { } fma ? 2.0 * gpu.Sm.Count * gpu.Tensor.ClockHz * fma : null;

    /// <summary>Bytes per second that a level of the memory hierarchy delivers to the whole chip at the SM clock.</summary>
    /// <param name="level">The level.</param>
    /// <returns>The bandwidth in bytes per second.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level is not defined.</exception>
    public double BytesPerSecond(MemoryLevel level) => level switch
    {
        MemoryLevel.SharedMemory => gpu.Sm.Count * gpu.Sm.SharedMemoryBytesPerClock * gpu.Sm.ClockHz,
        MemoryLevel.L2 => gpu.L2.BytesPerClock * gpu.Sm.ClockHz,
        MemoryLevel.Memory => gpu.Memory.BandwidthBytesPerSecond,
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "not a level"),
    };

    /// <summary>The ridge point: the FLOP per byte from which the tensor cores bind rather than a level of memory.</summary>
    /// <param name="format">The number format.</param>
    /// <param name="level">The level.</param>
    /// <returns>FLOP per byte; null where the GPU has no matrix instruction for the format.</returns>
    public double? RidgeFlopsPerByte(NumberFormat format, MemoryLevel level) => TensorFlopsPerSecond(format) / BytesPerSecond(level);
}
