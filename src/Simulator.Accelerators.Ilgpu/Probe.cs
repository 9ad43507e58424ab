namespace Simulator.Accelerators.Ilgpu;
/// <summary>x</summary>
public static class Probe
{
    /// <summary>x</summary>
    public static string Version => ILGPU.Context.Version;
}
