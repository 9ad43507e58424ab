using ILGPU;

namespace Simulator.Accelerators.Ilgpu.Operators;

/// <summary>Grids of kernels that stream through memory.</summary>
internal static class StreamGrid
{
    /// <summary>Threads of a group.</summary>
    public const int Threads = 256;

    /// <summary>A group per row.</summary>
    public static KernelConfig Rows(int rows) => new(rows, Threads);

    /// <summary>Groups in two dimensions.</summary>
    public static KernelConfig Plane(int x, int y, int z = 1) => new(new Index3D(x, y, z), new Index3D(Threads, 1, 1));
}
