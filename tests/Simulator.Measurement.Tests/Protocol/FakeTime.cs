namespace Simulator.Measurement.Tests.Protocol;

/// <summary>A clock that only the fake device moves.</summary>
internal sealed class FakeTime : TimeProvider
{
    private long ticks;

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => Volatile.Read(ref ticks);

    public void Advance(double seconds) => Interlocked.Add(ref ticks, (long)(seconds * 1e9));
}
