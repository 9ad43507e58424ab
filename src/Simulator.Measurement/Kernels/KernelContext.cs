using Simulator.Measurement.Devices;
using Simulator.Measurement.Kernels.Threading;

namespace Simulator.Measurement.Kernels;

/// <summary>What every kernel of the processor is made with.</summary>
/// <param name="Pool">The threads.</param>
/// <param name="Flush">Empties the caches.</param>
/// <param name="Inputs">The operands.</param>
/// <param name="CacheBytes">Capacity of the largest cache in bytes.</param>
/// <param name="Training">Sees to it that what is timed is compiled for good; null where times do not matter.</param>
internal sealed record KernelContext(WorkerPool Pool, CacheFlush Flush, KernelInputs Inputs, long CacheBytes, CodeTraining? Training);
