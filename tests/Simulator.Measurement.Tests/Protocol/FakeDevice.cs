using Simulator.Measurement.Devices;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Tests.Protocol;

/// <summary>A device whose runs take times that a function gives.</summary>
internal sealed class FakeDevice(FakeTime time, Func<int, double> secondsOfRun, Action<int, CancellationToken>? before = null) : IKernelDevice, IPreparedKernel
{
    public int Runs { get; private set; }

    public int Disposed { get; private set; }

    public List<int> Repetitions { get; } = [];

    public DeviceDescription Description { get; } = new("fake", "fake", DeviceKind.Emulated, "managed", 1, 0, "", []);

    public double ClockResolutionSeconds => 1e-6;

    public string Implementation => "fake";

    public string? WhyNot(Operator op) => null;

    public IPreparedKernel Prepare(Operator op, KernelInputs inputs) => this;

    public double EmptyLaunchSeconds(int repetitions) => 5e-6;

    public IReadOnlyList<KeyValuePair<string, string>> Readings() => [];

    public double TimeSeconds(int repetitions, CacheState cache, CancellationToken cancellation = default)
    {
        Repetitions.Add(repetitions);
        double total = 0;
        for (var i = 0; i < repetitions; i++)
        {
            before?.Invoke(Runs, cancellation);
            total += secondsOfRun(Runs++);
        }

        time.Advance(total);
        return total / repetitions;
    }

    public IReadOnlyList<KernelOutput> Outputs(CancellationToken cancellation = default) => [];

    public void Dispose() => Disposed++;
}
