using Simulator.Workloads.Operators;

namespace Simulator.Timing.Tests.Silicon;

/// <summary>A measured latency.</summary>
internal sealed record MeasuredOperator(string Gpu, Operator Op, double Seconds);
