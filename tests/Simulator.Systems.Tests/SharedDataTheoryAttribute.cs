namespace Simulator.Systems.Tests;

/// <summary>A theory that needs files from beside the repository and is skipped where they are absent.</summary>
internal sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute(params string[] parts)
    {
        if (SharedData.PathOf(parts) is null)
            Skip = $"shared/{string.Join('/', parts)} is not beside the repository";
    }
}
