namespace Simulator.Measurement.Devices;

/// <summary>A device on which kernels can run.</summary>
/// <param name="Id">The name on the command line, unique among all providers: <c>processor</c>, <c>cuda-0</c>.</param>
/// <param name="Name">The product's name as the system reports it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Stack">The software whose kernels run: <c>managed</c> (this assembly's own), <c>ilgpu</c>, <c>library</c>.</param>
/// <param name="Units">Cores of a processor, SMs of a GPU; at least 1.</param>
/// <param name="MemoryBytes">Memory of the device in bytes; 0 where it is not known.</param>
/// <param name="Driver">Driver or run time with its version.</param>
/// <param name="Properties">What else is known, as key and value: instruction sets, clocks, cache sizes.</param>
public sealed record DeviceDescription(
    string Id,
    string Name,
    DeviceKind Kind,
    string Stack,
    int Units,
    long MemoryBytes,
    string Driver,
    IReadOnlyList<KeyValuePair<string, string>> Properties);
