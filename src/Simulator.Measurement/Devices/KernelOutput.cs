namespace Simulator.Measurement.Devices;

/// <summary>An output of a kernel, widened to fp32 with its scales applied.</summary>
/// <param name="Name">The output's name, such as <c>c</c>.</param>
/// <param name="Values">The values in row-major order; NaN where the kernel wrote nothing.</param>
public sealed record KernelOutput(string Name, float[] Values);
