namespace Simulator.Systems.Tests;

/// <summary>A fact that needs files from beside the repository and is skipped where they are absent.</summary>
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(params string[] parts)
    {
        if (SharedData.PathOf(parts) is null)
            Skip = $"shared/{string.Join('/', parts)} is not beside the repository";
    }
}
