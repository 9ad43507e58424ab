using ILGPU.Runtime;
using Simulator.Measurement.Devices;

namespace Simulator.Accelerators.Ilgpu.Devices;

/// <summary>An operator on an ILGPU accelerator, timed by profiling markers on its stream.</summary>
internal sealed class PreparedKernel(IlgpuDevice device, Workbench bench, string implementation, Action launch) : IPreparedKernel
{
    /// <inheritdoc/>
    public string Implementation { get; } = implementation;

    /// <inheritdoc/>
    public double TimeSeconds(int repetitions, CacheState cache, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repetitions, 1);
        return DeviceFaults.Guard($"{bench.Operator.Op} {bench.Operator.Shape}", () =>
        {
            var seconds = cache == CacheState.Warm ? Warm(repetitions, cancellation) : Cold(repetitions, cancellation);
            return Math.Max(seconds / repetitions, device.ClockResolutionSeconds / 1000);
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<KernelOutput> Outputs(CancellationToken cancellation = default) =>
        DeviceFaults.Guard<IReadOnlyList<KernelOutput>>($"{bench.Operator.Op} {bench.Operator.Shape}", () =>
        {
            foreach (var (tensor, scales) in bench.Outputs)
            {
                tensor.Reset(device.Stream);
                scales?.Reset(device.Stream);
            }

            launch();
            device.Wait(cancellation);
            return [.. bench.Outputs.Select(o => o.Tensor.Read(o.Scales))];
        });

    /// <inheritdoc/>
    public void Dispose() => bench.Dispose();

    // All runs between two markers: what the host needs to launch them is hidden behind those that run.
    private double Warm(int repetitions, CancellationToken cancellation)
    {
        using var start = device.Stream.AddProfilingMarker();
        for (var i = 0; i < repetitions; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            launch();
        }

        using var end = device.Stream.AddProfilingMarker();
        device.Wait(cancellation);
        return end.MeasureFrom(start).TotalSeconds;
    }

    // Markers around each run, and between runs a write over more than the caches hold.
    private double Cold(int repetitions, CancellationToken cancellation)
    {
        var markers = new List<ProfilingMarker>(2 * repetitions);
        try
        {
            for (var i = 0; i < repetitions; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                device.FlushCaches();
                markers.Add(device.Stream.AddProfilingMarker());
                launch();
                markers.Add(device.Stream.AddProfilingMarker());
            }

            device.Wait(cancellation);
            return Enumerable.Range(0, repetitions).Sum(i => markers[(2 * i) + 1].MeasureFrom(markers[2 * i]).TotalSeconds);
        }
        finally
        {
            foreach (var marker in markers)
                marker.Dispose();
        }
    }
}
