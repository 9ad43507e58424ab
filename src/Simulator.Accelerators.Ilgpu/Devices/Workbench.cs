using System.Collections.Immutable;
using ILGPU;
using ILGPU.Runtime;
using Simulator.Hardware.Formats;
using Simulator.Measurement.Devices;
using Simulator.Workloads.Operators;

namespace Simulator.Accelerators.Ilgpu.Devices;

/// <summary>What an operator is set up with: its inputs, the device's memory, and what the device can do.</summary>
internal sealed class Workbench(Accelerator accelerator, DeviceTraits traits, Operator op, KernelInputs inputs) : IDisposable
{
    private readonly List<IDisposable> owned = [];

    /// <summary>The device.</summary>
    public Accelerator Accelerator { get; } = accelerator;

    /// <summary>What it can do.</summary>
    public DeviceTraits Traits { get; } = traits;

    /// <summary>The operator.</summary>
    public Operator Operator { get; } = op;

    /// <summary>Its inputs on the host.</summary>
    public KernelInputs Inputs { get; } = inputs;

    /// <summary>What comes out, in the reference's order, each with its scales where it has them.</summary>
    public List<(DeviceTensor Tensor, DeviceTensor? Scales)> Outputs { get; } = [];

    /// <summary>What is allocated on the device, in bytes.</summary>
    public long Bytes => owned.OfType<DeviceTensor>().Sum(t => t.Bytes);

    /// <summary>Copies an input to the device.</summary>
    public DeviceTensor Input(string name) => Own(DeviceTensor.Upload(Accelerator, Inputs[name]));

    /// <summary>Copies an input that the kernel overwrites, and counts it among the outputs.</summary>
    public DeviceTensor InPlace(string name)
    {
        var tensor = Own(DeviceTensor.Upload(Accelerator, Inputs[name], isWritten: true));
        Outputs.Add((tensor, null));
        return tensor;
    }

    /// <summary>Allocates an output.</summary>
    public DeviceTensor Output(string name, NumberFormat format, params ImmutableArray<int> dimensions) => Output(name, format, null, dimensions);

    /// <summary>Allocates an output whose rows have scales.</summary>
    public DeviceTensor Output(string name, NumberFormat format, DeviceTensor? scales, params ImmutableArray<int> dimensions)
    {
        var tensor = Own(DeviceTensor.Allocate(Accelerator, name, format, dimensions));
        Outputs.Add((tensor, scales));
        return tensor;
    }

    /// <summary>Allocates memory that only the kernel sees.</summary>
    public DeviceTensor Scratch(NumberFormat format, params ImmutableArray<int> dimensions) =>
        Own(DeviceTensor.Allocate(Accelerator, "", format, dimensions));

    /// <summary>Has something disposed with the kernel.</summary>
    public T Own<T>(T resource)
        where T : IDisposable
    {
        owned.Add(resource);
        return resource;
    }

    /// <summary>Threads of a group that streams.</summary>
    public int Threads => Traits.StreamThreads;

    /// <summary>Groups for a loop that strides over the grid: enough to fill the device several times, no more than there is work.</summary>
    /// <param name="items">Items, one a thread and step.</param>
    public int Groups(long items) => (int)Math.Clamp((items + Threads - 1) / Threads, 1, 16L * Math.Max(1, Accelerator.NumMultiprocessors));

    /// <summary>A group of streaming threads per row.</summary>
    public KernelConfig Rows(int rows) => new(rows, Threads);

    /// <summary>Groups of streaming threads in up to three dimensions.</summary>
    public KernelConfig Plane(int x, int y, int z = 1) => new(new Index3D(x, y, z), new Index3D(Threads, 1, 1));

    public void Dispose()
    {
        for (var i = owned.Count - 1; i >= 0; i--)
            owned[i].Dispose();
        owned.Clear();
    }
}
