namespace Simulator.Accelerators.Ilgpu.Tests;

/// <summary>A test that is skipped, with the reason, where the plug-in was not built.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PluginTheoryAttribute : TheoryAttribute
{
    public PluginTheoryAttribute() => Skip = PluginFixture.WhyNot;
}
