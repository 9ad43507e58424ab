using Simulator.Measurement.Devices;

namespace Simulator.Measurement.Tests.Campaigns;

/// <summary>A kernel that does nothing and says how long it took.</summary>
/// <param name="time">The time of a run, given the token that ends it.</param>
/// <param name="output">What it leaves in its output.</param>
internal sealed class InventedKernel(Func<CancellationToken, double> time, float output = 1) : IPreparedKernel
{
    public string Implementation => "invented";

    public double TimeSeconds(int repetitions, CacheState cache, CancellationToken cancellation = default) => time(cancellation);

    public IReadOnlyList<KernelOutput> Outputs(CancellationToken cancellation = default) => [new("y", [output])];

    public void Dispose()
    {
    }
}
