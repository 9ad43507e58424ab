namespace Simulator.Measurement.Tests;

/// <summary>A test that needs a file of the shared data; skipped where it is absent.</summary>
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string path)
    {
        if (!File.Exists(Path.Combine(RepositoryPaths.Shared, path)))
        {
            Skip = $"needs ../shared/{path}";
        }
    }
}
