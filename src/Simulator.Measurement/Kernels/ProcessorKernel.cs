using System.Diagnostics;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Threading;

namespace Simulator.Measurement.Kernels;

/// <summary>An operator on the processor: its operands in native memory, timed by the machine's monotonic clock.</summary>
internal abstract class ProcessorKernel(KernelContext context) : IPreparedKernel
{
    private readonly List<IDisposable> owned = [];
    private readonly List<(string Name, NativeMatrix Matrix)> outputs = [];
    private readonly List<(Tensor Source, NativeMatrix Matrix)> inPlace = [];

    /// <inheritdoc/>
    public abstract string Implementation { get; }

    /// <summary>The threads.</summary>
    protected WorkerPool Pool { get; } = context.Pool;

    /// <summary>Capacity of the largest cache in bytes.</summary>
    protected long CacheBytes { get; } = context.CacheBytes;

    /// <summary>The operands as they were made.</summary>
    protected KernelInputs Inputs { get; } = context.Inputs;

    /// <inheritdoc/>
    public double TimeSeconds(int repetitions, CacheState cache, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repetitions, 1);
        context.Training?.Ensure($"{GetType()} {Inputs.Operator.PrecisionName} {Implementation}", () => Run(cancellation));
        long ticks = 0;
        if (cache == CacheState.Warm)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < repetitions; i++)
                Run(cancellation);
            ticks = Stopwatch.GetTimestamp() - start;
        }
        else
        {
            for (var i = 0; i < repetitions; i++)
            {
                context.Flush.Run(Pool, cancellation);
                var start = Stopwatch.GetTimestamp();
                Run(cancellation);
                ticks += Stopwatch.GetTimestamp() - start;
            }
        }

        return Math.Max(1, ticks) / (double)Stopwatch.Frequency / repetitions;
    }

    /// <inheritdoc/>
    public IReadOnlyList<KernelOutput> Outputs(CancellationToken cancellation = default)
    {
        foreach (var (source, matrix) in inPlace)
            matrix.CopyFrom(source);
        foreach (var (_, matrix) in outputs.Where(o => inPlace.TrueForAll(i => i.Matrix != o.Matrix)))
            matrix.Poison();
        Run(cancellation);
        return [.. outputs.Select(o => o.Matrix.ToOutput(o.Name))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var item in owned)
            item.Dispose();
        owned.Clear();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs the operator once.</summary>
    protected abstract void Run(CancellationToken cancellation);

    /// <summary>Keeps what is to be freed with the kernel.</summary>
    protected T Own<T>(T item)
        where T : IDisposable
    {
        owned.Add(item);
        return item;
    }

    /// <summary>An input in native memory.</summary>
    protected NativeMatrix Input(string name) => Own(new NativeMatrix(Inputs[name]));

    /// <summary>An output.</summary>
    protected NativeMatrix Output(string name, NativeMatrix matrix)
    {
        outputs.Add((name, Own(matrix)));
        return matrix;
    }

    /// <summary>An input that the kernel overwrites with an output of the same name.</summary>
    protected NativeMatrix InPlace(string name) => InPlace(name, new NativeMatrix(Inputs[name]));

    /// <summary>The same in a matrix of another shape whose codes lie alike.</summary>
    protected NativeMatrix InPlace(string name, NativeMatrix matrix)
    {
        matrix.CopyFrom(Inputs[name]);
        inPlace.Add((Inputs[name], Output(name, matrix)));
        return matrix;
    }

    /// <summary>Scratch memory of <paramref name="floats"/> elements for each worker.</summary>
    protected NativeBuffer[] Scratch(long floats) => [.. Enumerable.Range(0, Pool.Workers).Select(_ => Own(new NativeBuffer(floats * sizeof(float))))];
}
