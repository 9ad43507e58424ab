namespace Simulator.Measurement.Devices;

/// <summary>What a device is.</summary>
public enum DeviceKind
{
    /// <summary>The machine's own processor.</summary>
    Processor,

    /// <summary>A GPU reached through CUDA.</summary>
    Cuda,

    /// <summary>A device reached through OpenCL.</summary>
    OpenCl,

    /// <summary>A device that a library emulates on the processor: its results count, its times do not.</summary>
    Emulated,
}
