namespace Simulator.Measurement.Plugins;

/// <summary>Shows the code that a stack's kernels compile to, without the device that they are for. It has a constructor without parameters.</summary>
public interface IKernelListing
{
    /// <summary>The kernels that can be listed.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Compiles a kernel.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <returns>Its code as text.</returns>
    /// <exception cref="ArgumentException">There is no kernel of that name.</exception>
    string Code(string name);
}
