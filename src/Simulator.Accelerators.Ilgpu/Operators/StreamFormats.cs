using Simulator.Accelerators.Ilgpu.Devices;
using Simulator.Accelerators.Ilgpu.Elements;
using Simulator.Hardware.Formats;
using Simulator.Workloads.Operators;

namespace Simulator.Accelerators.Ilgpu.Operators;

/// <summary>Which formats streaming kernels take.</summary>
internal static class StreamFormats
{
    /// <summary>Why an operator's formats do not run; null where they do. Inputs have 16 bits or more, since narrower ones carry scales.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="traits">The device.</param>
    /// <param name="narrowOutput">Whether the kernel can write 8 bits with scales.</param>
    public static string? WhyNot(StreamingOperator op, DeviceTraits traits, bool narrowOutput = false)
    {
        NumberFormat input = op.Precision.Input, output = op.Precision.Output;
        if (traits.GroupThreads < traits.StreamThreads)
            return $"a group has {traits.GroupThreads} threads here; the kernel needs {traits.StreamThreads}";
        if (!traits.HasHalf && (input == NumberFormats.Fp16 || output == NumberFormats.Fp16))
            return "the device's compiler has no 16-bit floating-point type";
        if (input.ElementBits < 16)
            return $"{op.Op} reads formats of 16 bits or more, not {input}";
        if (output.ElementBits < 16 && !narrowOutput)
            return $"{op.Op} writes formats of 16 bits or more, not {output}";
        return ElementTypes.WhyNot(input, output);
    }
}
