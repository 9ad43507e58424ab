namespace Simulator.Timing.Estimates;

/// <summary>The software whose kernels run: the tiles and instructions that it uses decide what a device's hardware is worth.</summary>
public enum StackKind
{
    /// <summary>The vendor's libraries and the inference engines' own kernels.</summary>
    Library,

    /// <summary>Kernels compiled by ILGPU.</summary>
    Ilgpu,

    /// <summary>This project's kernels for processors.</summary>
    Managed,
}
