using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Processors;

/// <summary>Which operators the processor has kernels for.</summary>
internal static class ProcessorSupport
{
    /// <summary>Null where there is a kernel, else one line saying why not.</summary>
    internal static string? WhyNot(Operator op) => op switch
    {
        GemmOperator => null,
        _ => $"the processor has no kernel for {op.Op}",
    };
}
