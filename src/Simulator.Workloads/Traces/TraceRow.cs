using Simulator.Workloads.Operators;

namespace Simulator.Workloads.Traces;

/// <summary>One line of a trace: an operator of the step, how often it runs, and on which stream.</summary>
/// <param name="Name">Where it stands in the model, such as <c>attention.qkv</c>.</param>
/// <param name="Operator">What is computed.</param>
/// <param name="Repeat">How many times it runs in the step (identical layers), at least 1.</param>
/// <param name="Stream">0 for the main stream; operators of other streams run beside it.</param>
public sealed record TraceRow(string Name, Operator Operator, int Repeat = 1, int Stream = 0);
