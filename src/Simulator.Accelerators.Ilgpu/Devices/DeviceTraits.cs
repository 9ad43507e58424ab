namespace Simulator.Accelerators.Ilgpu.Devices;

/// <summary>What decides which kernels a device gets.</summary>
/// <param name="HasTensorCores">Whether it executes <c>mma.sync</c> of sm_80 with <c>ldmatrix</c> and <c>cp.async</c>.</param>
/// <param name="HasHalf">Whether its compiler has a 16-bit floating-point type.</param>
/// <param name="LaneCount">Threads that run in step.</param>
/// <param name="GroupThreads">The most threads of a group.</param>
/// <param name="StreamThreads">Threads of a group of a kernel that streams through memory: a power of two.</param>
/// <param name="CacheBytes">Bytes to write so that nothing else is left in its caches; 0 where they are not flushed.</param>
internal sealed record DeviceTraits(bool HasTensorCores, bool HasHalf, int LaneCount, int GroupThreads, int StreamThreads, long CacheBytes);
