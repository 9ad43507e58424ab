using ILGPU;
using ILGPU.Runtime;
using Simulator.Accelerators.Ilgpu.Elements;
using Simulator.Accelerators.Ilgpu.Operators;
using Simulator.Accelerators.Ilgpu.Streaming;
using Simulator.Measurement.Devices;
using Simulator.Workloads.Operators;

namespace Simulator.Accelerators.Ilgpu.Devices;

/// <summary>A device that ILGPU compiles kernels for.</summary>
internal sealed class IlgpuDevice : IKernelDevice
{
    private readonly Context context;
    private readonly Accelerator accelerator;
    private readonly DeviceTraits traits;
    private readonly IReadOnlyList<IOperatorKernel> operators;
    private readonly Func<IReadOnlyList<KeyValuePair<string, string>>> readings;
    private readonly MemoryBuffer1D<Quad<int>, Stride1D.Dense>? flushed;
    private Action<KernelConfig, ArrayView<Quad<int>>, int, int>? fill;
    private Task? unfinished;

    /// <summary>Takes over a context and an accelerator made in it.</summary>
    public IlgpuDevice(
        DeviceDescription description,
        Context context,
        Accelerator accelerator,
        DeviceTraits traits,
        IReadOnlyList<IOperatorKernel> operators,
        Func<IReadOnlyList<KeyValuePair<string, string>>> readings)
    {
        Description = description;
        this.context = context;
        this.accelerator = accelerator;
        this.traits = traits;
        this.operators = operators;
        this.readings = readings;
        flushed = traits.CacheBytes > 0 ? accelerator.Allocate1D<Quad<int>>(traits.CacheBytes / 16) : null;
    }

    /// <summary>ILGPU's own kernels.</summary>
    public static IReadOnlyList<IOperatorKernel> OwnKernels { get; } =
        [new GemmKernel(), new AttentionOperatorKernel(), new VectorKernel(), new RowKernel(), new HeadKernel(), new Mamba2Kernel()];

    /// <inheritdoc/>
    public DeviceDescription Description { get; }

    /// <summary>CUDA's events resolve about 0.5 µs (CUDA driver API, cuEventElapsedTime); OpenCL's and the emulator's clocks 100 ns.</summary>
    public double ClockResolutionSeconds => Description.Kind == DeviceKind.Cuda ? 0.5e-6 : 1e-7;

    /// <summary>The stream on which everything runs.</summary>
    public AcceleratorStream Stream => accelerator.DefaultStream;

    /// <inheritdoc/>
    public string? WhyNot(Operator op)
    {
        var kernel = operators.FirstOrDefault(k => k.Handles(op));
        if (kernel is null)
            return $"{Description.Stack} has no kernel for {op.Op}";
        return InputFactory.WhyNot(op) ?? kernel.WhyNot(op, traits);
    }

    /// <inheritdoc/>
    public IPreparedKernel Prepare(Operator op, KernelInputs inputs)
    {
        ThrowIfLost();
        if (WhyNot(op) is { } why)
            throw new DeviceException($"{Description.Id}: {why}");
        return DeviceFaults.Guard($"{op.Op} {op.Shape}", () =>
        {
            var bench = new Workbench(accelerator, traits, op, inputs);
            try
            {
                var (implementation, launch) = operators.First(k => k.Handles(op)).Prepare(bench);
                return new PreparedKernel(this, bench, implementation, launch);
            }
            catch
            {
                bench.Dispose();
                throw;
            }
        });
    }

    /// <inheritdoc/>
    public double EmptyLaunchSeconds(int repetitions)
    {
        ThrowIfLost();
        ArgumentOutOfRangeException.ThrowIfLessThan(repetitions, 1);
        return DeviceFaults.Guard("an empty launch", () =>
        {
            var launch = accelerator.LoadStreamKernel<int>(CopyKernel.Empty);
            launch((1, 32), 0);
            using var start = Stream.AddProfilingMarker();
            for (var i = 0; i < repetitions; i++)
                launch((1, 32), 0);
            using var end = Stream.AddProfilingMarker();
            Wait(CancellationToken.None);
            return Math.Max(end.MeasureFrom(start).TotalSeconds / repetitions, ClockResolutionSeconds / 1000);
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Readings() => readings();

    /// <summary>Writes over more than the caches hold.</summary>
    public void FlushCaches()
    {
        if (flushed is null)
            return;
        var quads = (int)flushed.Length;
        fill ??= accelerator.LoadStreamKernel<ArrayView<Quad<int>>, int, int>(CopyKernel.Fill);
        fill((16 * accelerator.NumMultiprocessors, traits.StreamThreads), flushed.View, 1, quads);
    }

    /// <summary>
    /// Waits for the stream, or until cancelled. A kernel that goes on after that cannot be stopped: the device counts as lost until it has ended.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Wait(CancellationToken cancellation)
    {
        ThrowIfLost();
        if (!cancellation.CanBeCanceled)
        {
            Stream.Synchronize();
            return;
        }

        unfinished = Task.Run(Stream.Synchronize, CancellationToken.None);
        try
        {
            unfinished.Wait(cancellation);
        }
        catch (AggregateException e) when (e.InnerException is { } inner)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(inner);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Memory that a kernel still uses cannot be given back; the process' end does that.
        if (unfinished is { IsCompleted: false })
            return;
        flushed?.Dispose();
        accelerator.Dispose();
        context.Dispose();
    }

    private void ThrowIfLost()
    {
        if (unfinished is { IsCompleted: false })
            throw new DeviceException($"{Description.Id}: a kernel that was given up is still running", isLost: true);
    }
}
