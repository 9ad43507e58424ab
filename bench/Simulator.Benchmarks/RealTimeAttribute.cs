using BenchmarkDotNet.Configs;

namespace Simulator.Benchmarks;

/// <summary>Adds <see cref="RealTimeColumn"/> to a class whose operations are simulated seconds.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RealTimeAttribute : Attribute, IConfigSource
{
    /// <inheritdoc/>
    public IConfig Config { get; } = ManualConfig.CreateEmpty().AddColumn(new RealTimeColumn());
}
