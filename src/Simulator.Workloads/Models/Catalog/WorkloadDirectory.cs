using Simulator.Hardware.Catalogs;

namespace Simulator.Workloads.Models.Catalog;

/// <summary>Finds the directory that holds the models and traces (<c>models/</c>, <c>traces/</c>).</summary>
public static class WorkloadDirectory
{
    /// <summary>The environment variable that names the directory.</summary>
    public const string Variable = "GPUSIM_WORKLOADS";

    private static readonly CatalogDirectory Place = new("workloads", "models", Variable, "models and traces");

    /// <summary>Finds the directory, as <see cref="CatalogDirectory.Find"/> says.</summary>
    /// <param name="given">The directory given with an option; null where none was.</param>
    /// <param name="option">The option that errors name.</param>
    /// <returns>The directory's full path; it has a folder <c>models</c>.</returns>
    /// <exception cref="Hardware.Errors.InputException">The directory given has no folder <c>models</c>, or none was found.</exception>
    public static string Find(string? given = null, string option = "--workloads") => Place.Find(given, option);
}
