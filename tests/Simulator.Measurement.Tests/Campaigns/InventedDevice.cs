using Simulator.Measurement.Devices;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Tests.Campaigns;

/// <summary>A device whose kernels take a known time, or fail in a known way.</summary>
internal sealed class InventedDevice(Func<Operator, IPreparedKernel> prepare) : IKernelDevice
{
    public List<string> Prepared { get; } = [];

    public DeviceDescription Description { get; } = new("invented", "Invented", DeviceKind.Emulated, "ilgpu", 1, 0, "none", []);

    public double ClockResolutionSeconds => 1e-9;

    public string? WhyNot(Operator op) => op is CopyOperator ? "no kernel for copy" : null;

    public IPreparedKernel Prepare(Operator op, KernelInputs inputs)
    {
        Prepared.Add(op.Shape);
        return prepare(op);
    }

    public double EmptyLaunchSeconds(int repetitions) => 2e-6;

    public IReadOnlyList<KeyValuePair<string, string>> Readings() => [];

    public void Dispose()
    {
    }
}
