using System.Diagnostics;
using System.Runtime.Intrinsics;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Kernels;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Kernels.Threading;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Processors;

/// <summary>The machine's own processor with this assembly's kernels on all its cores.</summary>
public sealed class ProcessorDevice : IKernelDevice
{
    // Operands, packed copies and results together; the rest of the memory is the system's and the reference's.
    private const double LargestMemoryShare = 0.4;
    private readonly WorkerPool pool;
    private readonly CacheFlush flush;
    private readonly SimdLevel level;
    private readonly CodeTraining? training;

    /// <summary>Opens the processor.</summary>
    /// <param name="level">The vector width; the widest that the processor has where it is not given.</param>
    /// <param name="workers">Threads; as many as the process may use cores where it is not given.</param>
    /// <param name="trains">
    /// Whether each kind of kernel is run until its code is compiled for good before it is timed; without, times count only as more than nothing.
    /// </param>
    /// <exception cref="DeviceException">The processor does not have that vector width.</exception>
    public ProcessorDevice(SimdLevel? level = null, int? workers = null, bool trains = true)
    {
        training = trains ? new CodeTraining() : null;
        this.level = level ?? SimdLevels.Best;
        if (!SimdLevels.IsSupported(this.level))
            throw new DeviceException($"this processor has no {this.level} instructions");
        Description = ProcessorInformation.Describe(this.level, workers ?? Environment.ProcessorCount);
        pool = new WorkerPool(workers ?? Environment.ProcessorCount);
        flush = new CacheFlush(ProcessorInformation.FlushBytes());
        ClockResolutionSeconds = MeasureClock();
    }

    /// <summary>The processor with the widest vectors and all cores, without opening it.</summary>
    /// <returns>What the system says about it.</returns>
    public static DeviceDescription Describe() => ProcessorInformation.Describe(SimdLevels.Best, Environment.ProcessorCount);

    /// <inheritdoc/>
    public DeviceDescription Description { get; }

    /// <inheritdoc/>
    public double ClockResolutionSeconds { get; }

    /// <summary>The threads on which kernels run, for microbenchmarks that share them.</summary>
    public WorkerPool Pool => pool;

    /// <inheritdoc/>
    public string? WhyNot(Operator op)
    {
        if (ProcessorSupport.WhyNot(op) is { } unsupported)
            return unsupported;
        if (InputFactory.WhyNot(op) is { } noInputs)
            return noInputs;
        var results = ProcessorSupport.Results(op);
        if (results.Largest > InputFactory.LargestOperand)
            return $"a result has {results.Largest:0.0e0} elements; at most {InputFactory.LargestOperand:0e0} are made";
        var bytes = (2 * InputFactory.HostBytes(op)) + results.Bytes;
        var memory = LargestMemoryShare * Description.MemoryBytes;
        return bytes > memory ? $"needs about {bytes / 1e9:0.#} GB of memory; at most {memory / 1e9:0.#} GB are used" : null;
    }

    /// <inheritdoc/>
    public IPreparedKernel Prepare(Operator op, KernelInputs inputs)
    {
        if (WhyNot(op) is { } why)
            throw new DeviceException(why);
        if (inputs.Operator != op)
            throw new ArgumentException($"inputs of {inputs.Operator.Op} {inputs.Operator.Shape} for {op.Op} {op.Shape}", nameof(inputs));
        var context = new KernelContext(pool, flush, inputs, ProcessorInformation.LargestCacheBytes(), training);
        try
        {
            return level switch
            {
                SimdLevel.Avx512 => KernelFactory<Lanes512, Vector512<float>>.Create(context),
                SimdLevel.Avx2 => KernelFactory<Lanes256, Vector256<float>>.Create(context),
                _ => KernelFactory<Lanes128, Vector128<float>>.Create(context),
            };
        }
        catch (OutOfMemoryException error)
        {
            throw new DeviceException($"out of memory for {op.Op} {op.Shape}", inner: error);
        }
    }

    /// <inheritdoc/>
    public double EmptyLaunchSeconds(int repetitions)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < repetitions; i++)
            pool.Rendezvous();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / repetitions;
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Readings() => ProcessorInformation.Readings();

    /// <inheritdoc/>
    public void Dispose()
    {
        pool.Dispose();
        flush.Dispose();
    }

    private static double MeasureClock()
    {
        var smallest = long.MaxValue;
        for (var i = 0; i < 1000; i++)
        {
            var start = Stopwatch.GetTimestamp();
            long next;
            do
            {
                next = Stopwatch.GetTimestamp();
            }
            while (next == start);
            smallest = Math.Min(smallest, next - start);
        }

        return smallest / (double)Stopwatch.Frequency;
    }
}
